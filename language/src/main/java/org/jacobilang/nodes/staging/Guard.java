package org.jacobilang.nodes.staging;

/** Something that a trace read from outside its arguments, with the value it had; the key names the place for any closure. */
public record Guard(Place place, Object expected, String description, Object key) {
}
