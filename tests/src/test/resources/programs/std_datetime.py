import calendar
import time
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time as Time, timedelta, timezone, tzinfo
import datetime as module


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


# timedelta
d = timedelta(days=1, hours=2, minutes=3, seconds=4.5)
print(d, repr(d), d.total_seconds(), -d, abs(-d), d * 2, d / 2, d // 7, d * 1.5, d / timedelta(hours=1), d % timedelta(hours=5), divmod(d, timedelta(hours=5)))
print(timedelta(), repr(timedelta()), timedelta(weeks=1, milliseconds=5), repr(timedelta(microseconds=-1)), timedelta(0.1), timedelta(seconds=1e-7), timedelta(days=2) > d, bool(timedelta(0)))
print(timedelta.max, timedelta.min, timedelta(hours=25) == timedelta(days=1, hours=1), hash(timedelta(1)) == hash(timedelta(hours=24)), sum([timedelta(1), timedelta(2)], timedelta()))
show(timedelta, "x")
show(timedelta, days=10 ** 10)
show(lambda: timedelta(1) / 0)
show(lambda: timedelta(1) + 1)
show(lambda: timedelta(1) < 1)
# date
a = date(2024, 2, 29)
print(a, repr(a), a.year, a.month, a.day, a.weekday(), a.isoweekday(), a.isocalendar(), a.toordinal(), a.timetuple(), a.ctime())
print(a + timedelta(days=1), a - timedelta(weeks=1), a - date(2024, 1, 1), a.replace(year=2020), a < date(2025, 1, 1), a == date(2024, 2, 29), max(a, date(2020, 1, 1)))
print(date.fromordinal(738000), date.fromisoformat("2024-12-25"), date.fromisoformat("20241225"), date.fromisoformat("2024-W01-1"), date.fromisocalendar(2020, 53, 7), date.min, date.max)
print(a.strftime("%Y/%m/%d %A %a %B %b %j %U %W %w %y %d %e %% %D %F %G-W%V-%u"), f"{a:%d.%m.%Y}", format(a))
for bad in ((2023, 2, 29), (2023, 13, 1), (0, 1, 1), (10000, 1, 1), (2023, 4, 31)):
    show(date, *bad)
show(date, 2020)
show(date, "2020", 1, 1)
show(date.fromisoformat, "2024-1-5")
show(date.fromisoformat, "garbage")
show(lambda: date(2020, 1, 1) - 5)
show(lambda: date(2020, 1, 1) < 5)
show(lambda: date.max + timedelta(1))
# time
t = Time(13, 5, 9, 120)
print(t, repr(t), t.isoformat("minutes"), t.isoformat("milliseconds"), t.replace(hour=1), Time(1) < t, Time.fromisoformat("04:23:01.000384"), Time.fromisoformat("T0423"), t.strftime("%H-%M-%S.%f %I %p"))
print(Time.min, Time.max, repr(Time(12)), Time(12, tzinfo=UTC), Time.fromisoformat("12:00+01:30").utcoffset())
show(Time, 24)
show(Time, 1, 60)
show(Time.fromisoformat, "25:00")
show(t.isoformat, "days")
# datetime
n = datetime(2024, 3, 10, 14, 30, 15, 123456)
print(n, repr(n), n.isoformat(), n.isoformat(" ", "seconds"), n.date(), n.time(), n.ctime(), n.timetuple().tm_yday, n.weekday())
print(n + timedelta(hours=10), n - timedelta(days=70), n - datetime(2024, 1, 1), n.replace(microsecond=0, hour=0), datetime.combine(date(2020, 1, 2), Time(3, 4)))
print(n.strftime("%Y-%m-%d %H:%M:%S.%f %p %I %c | %x | %X"), f"{n:%H:%M}", datetime.strptime("2021-06-01 08:09:10", "%Y-%m-%d %H:%M:%S"))
print(datetime.strptime("10 Mar 2024 2:05 PM", "%d %b %Y %I:%M %p"), datetime.strptime("12/31/99", "%m/%d/%y"), datetime.strptime("2024-060", "%Y-%j"), repr(datetime.strptime("2020-01-01T00:00:00+0530", "%Y-%m-%dT%H:%M:%S%z")), datetime.strptime("Monday January 05 2015 .5", "%A %B %d %Y .%f"))
for text in ("2024-03-10", "2024-03-10T14:30", "2024-03-10 14:30:15.5", "20240310T143015Z", "2024-03-10T14:30:15+02:00", "2024-W10-7T00:00:00-05:30", "2024-03-10T14:30:15.123456789"):
    print(repr(datetime.fromisoformat(text)))
for text in ("", "2024", "2024-13-01", "2024-03-10T25:00", "2024/03/10", "2024-03-10T14:3"):
    show(datetime.fromisoformat, text)
show(datetime.strptime, "2021-13-01", "%Y-%m-%d")
show(datetime.strptime, "2021-01-01 extra", "%Y-%m-%d")
show(datetime.strptime, "2021", "%Q")
show(datetime.strptime, "30 Feb 2021", "%d %b %Y")
show(datetime, 2020, 1, 1, 25)
show(datetime, 2020, 1)
# time zones
tz = timezone(timedelta(hours=5, minutes=30), "IST")
z = datetime(2024, 1, 1, 12, tzinfo=tz)
print(z, repr(z), z.astimezone(UTC), z.utcoffset(), z.tzname(), z.timestamp(), z == datetime(2024, 1, 1, 6, 30, tzinfo=UTC), z.astimezone(timezone(-timedelta(hours=8))), z.strftime("%z %Z"))
print(repr(timezone.utc), timezone.utc, repr(tz), timezone(timedelta(hours=-3)), datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(1700000000.123456, tz=UTC), hash(z) == hash(z.astimezone(UTC)), z.utctimetuple().tm_hour)
print(datetime(2024, 1, 1, tzinfo=UTC) - z, z.timetz(), z.date(), z.replace(tzinfo=None), datetime(2024, 1, 1).tzinfo, z.dst())
show(lambda: datetime(2024, 1, 1) - z)
show(lambda: datetime(2024, 1, 1) < z)
show(lambda: datetime(2024, 1, 1) == z)
show(timezone, timedelta(days=1))
show(timezone, 5)
show(lambda: n < date(2024, 1, 1))


class Summer(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=2) if 4 <= dt.month <= 9 else timedelta(hours=1)

    def dst(self, dt):
        return timedelta(hours=1) if 4 <= dt.month <= 9 else timedelta(0)

    def tzname(self, dt):
        return "CEST" if self.dst(dt) else "CET"


s = datetime(2024, 7, 1, 12, tzinfo=Summer())
print(s, s.tzname(), s.astimezone(UTC), datetime(2024, 1, 1, tzinfo=UTC).astimezone(Summer()), s.dst())
print(sorted([date(2024, 1, 3), date(2024, 1, 1)]), {date(2024, 1, 1): "x"}[date(2024, 1, 1)], isinstance(n, date), module.datetime is datetime, MINYEAR, MAXYEAR)
now = datetime.now()
print(abs((datetime.now() - now).total_seconds()) < 5, datetime.now(UTC).tzinfo, date.today() == datetime.today().date(), datetime.fromtimestamp(now.timestamp()) == now)
# the module time
print(time.gmtime(0), time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1e9)), time.asctime(time.gmtime(0)), time.strptime("2024-02-29", "%Y-%m-%d"))
print(time.gmtime(86400 * 365).tm_year, time.mktime(time.localtime(1e9)) == 1e9, calendar.timegm(time.gmtime(12345)), len(time.gmtime()), time.strptime("Mon Jan  1 00:00:00 2024").tm_wday)
t0 = time.perf_counter()
print(time.perf_counter() >= t0, time.monotonic() > 0, time.time() > 1.6e9, time.time_ns() > 10 ** 18, time.process_time() >= 0)
show(time.sleep, -1)
show(time.strptime, "x", "%Y")
show(time.strftime, 5)
# calendars
print(calendar.isleap(2024), calendar.monthrange(2024, 2), calendar.leapdays(2000, 2025), calendar.weekday(2024, 3, 10), calendar.month_name[3], calendar.day_abbr[0], list(calendar.month_abbr)[:3])
print(calendar.month(2024, 2))
print(calendar.monthcalendar(2024, 2), calendar.TextCalendar(6).formatmonth(2023, 5))
print(calendar.calendar(2023)[:200], list(calendar.Calendar().itermonthdays(2024, 2))[:6], calendar.MONDAY, calendar.firstweekday())
