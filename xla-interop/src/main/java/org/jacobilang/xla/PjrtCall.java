package org.jacobilang.xla;

/**
 * The function table of the PJRT C API, in the order of {@code pjrt_c_api.h} (0.81), each with the fields of its
 * argument struct after {@code struct_size} and {@code extension_start}. This is the one declaration of both: a
 * constant's ordinal is its place in the table.
 * In the field list {@code *name} is a pointer, {@code int:name} four bytes, {@code bool:name} one, {@code name[n]} n
 * bytes, and a plain name eight.
 */
enum PjrtCall {
    ERROR_DESTROY("Error_Destroy", "*error"),
    ERROR_MESSAGE("Error_Message", "*error *message message_size"),
    ERROR_GET_CODE("Error_GetCode", "*error int:code"),
    PLUGIN_INITIALIZE("Plugin_Initialize", ""),
    PLUGIN_ATTRIBUTES("Plugin_Attributes", "*attributes num_attributes"),
    EVENT_DESTROY("Event_Destroy", "*event"),
    EVENT_IS_READY("Event_IsReady", "*event bool:is_ready"),
    EVENT_ERROR("Event_Error", "*event"),
    EVENT_AWAIT("Event_Await", "*event"),
    EVENT_ON_READY("Event_OnReady", "*event *callback *user_arg"),
    CLIENT_CREATE("Client_Create",
            "*create_options num_options *kv_get_callback *kv_get_user_arg *kv_put_callback "
            + "*kv_put_user_arg *client *kv_try_get_callback *kv_try_get_user_arg"),
    CLIENT_DESTROY("Client_Destroy", "*client"),
    CLIENT_PLATFORM_NAME("Client_PlatformName", "*client *platform_name platform_name_size"),
    CLIENT_PROCESS_INDEX("Client_ProcessIndex", "*client int:process_index"),
    CLIENT_PLATFORM_VERSION("Client_PlatformVersion", "*client *platform_version platform_version_size"),
    CLIENT_DEVICES("Client_Devices", "*client *devices num_devices"),
    CLIENT_ADDRESSABLE_DEVICES("Client_AddressableDevices", "*client *addressable_devices num_addressable_devices"),
    CLIENT_LOOKUP_DEVICE("Client_LookupDevice", "*client int:id *device"),
    CLIENT_LOOKUP_ADDRESSABLE_DEVICE("Client_LookupAddressableDevice",
            "*client int:local_hardware_id *addressable_device"),
    CLIENT_ADDRESSABLE_MEMORIES("Client_AddressableMemories",
            "*client *addressable_memories num_addressable_memories"),
    CLIENT_COMPILE("Client_Compile", "*client *program *compile_options compile_options_size *executable"),
    CLIENT_DEFAULT_DEVICE_ASSIGNMENT("Client_DefaultDeviceAssignment",
            "*client int:num_replicas int:num_partitions default_assignment_size *default_assignment"),
    CLIENT_BUFFER_FROM_HOST_BUFFER("Client_BufferFromHostBuffer",
            "*client *data int:type *dims num_dims *byte_strides num_byte_strides int:host_buffer_semantics "
            + "*device *memory *device_layout *done_with_host_buffer *buffer"),
    DEVICE_DESCRIPTION_ID("DeviceDescription_Id", "*device_description int:id"),
    DEVICE_DESCRIPTION_PROCESS_INDEX("DeviceDescription_ProcessIndex", "*device_description int:process_index"),
    DEVICE_DESCRIPTION_ATTRIBUTES("DeviceDescription_Attributes", "*device_description num_attributes *attributes"),
    DEVICE_DESCRIPTION_KIND("DeviceDescription_Kind", "*device_description *device_kind device_kind_size"),
    DEVICE_DESCRIPTION_DEBUG_STRING("DeviceDescription_DebugString",
            "*device_description *debug_string debug_string_size"),
    DEVICE_DESCRIPTION_TO_STRING("DeviceDescription_ToString", "*device_description *to_string to_string_size"),
    DEVICE_GET_DESCRIPTION("Device_GetDescription", "*device *device_description"),
    DEVICE_IS_ADDRESSABLE("Device_IsAddressable", "*device bool:is_addressable"),
    DEVICE_LOCAL_HARDWARE_ID("Device_LocalHardwareId", "*device int:local_hardware_id"),
    DEVICE_ADDRESSABLE_MEMORIES("Device_AddressableMemories", "*device *memories num_memories"),
    DEVICE_DEFAULT_MEMORY("Device_DefaultMemory", "*device *memory"),
    DEVICE_MEMORY_STATS("Device_MemoryStats",
            "*device bytes_in_use peak_bytes_in_use bool:peak_bytes_in_use_is_set num_allocs "
            + "bool:num_allocs_is_set largest_alloc_size bool:largest_alloc_size_is_set bytes_limit "
            + "bool:bytes_limit_is_set bytes_reserved bool:bytes_reserved_is_set peak_bytes_reserved "
            + "bool:peak_bytes_reserved_is_set bytes_reservable_limit bool:bytes_reservable_limit_is_set "
            + "largest_free_block_bytes bool:largest_free_block_bytes_is_set pool_bytes "
            + "bool:pool_bytes_is_set peak_pool_bytes bool:peak_pool_bytes_is_set"),
    MEMORY_ID("Memory_Id", "*memory int:id"),
    MEMORY_KIND("Memory_Kind", "*memory *kind kind_size"),
    MEMORY_DEBUG_STRING("Memory_DebugString", "*memory *debug_string debug_string_size"),
    MEMORY_TO_STRING("Memory_ToString", "*memory *to_string to_string_size"),
    MEMORY_ADDRESSABLE_BY_DEVICES("Memory_AddressableByDevices", "*memory *devices num_devices"),
    EXECUTABLE_DESTROY("Executable_Destroy", "*executable"),
    EXECUTABLE_NAME("Executable_Name", "*executable *executable_name executable_name_size"),
    EXECUTABLE_NUM_REPLICAS("Executable_NumReplicas", "*executable num_replicas"),
    EXECUTABLE_NUM_PARTITIONS("Executable_NumPartitions", "*executable num_partitions"),
    EXECUTABLE_NUM_OUTPUTS("Executable_NumOutputs", "*executable num_outputs"),
    EXECUTABLE_SIZE_OF_GENERATED_CODE_IN_BYTES("Executable_SizeOfGeneratedCodeInBytes", "*executable size_in_bytes"),
    EXECUTABLE_GET_COST_ANALYSIS("Executable_GetCostAnalysis", "*executable num_properties *properties"),
    EXECUTABLE_OUTPUT_MEMORY_KINDS("Executable_OutputMemoryKinds",
            "*executable num_outputs *memory_kinds *memory_kind_sizes"),
    EXECUTABLE_OPTIMIZED_PROGRAM("Executable_OptimizedProgram", "*executable *program"),
    EXECUTABLE_SERIALIZE("Executable_Serialize",
            "*executable *serialized_bytes serialized_bytes_size *serialized_executable "
            + "*serialized_executable_deleter"),
    LOADED_EXECUTABLE_DESTROY("LoadedExecutable_Destroy", "*executable"),
    LOADED_EXECUTABLE_GET_EXECUTABLE("LoadedExecutable_GetExecutable", "*loaded_executable *executable"),
    LOADED_EXECUTABLE_ADDRESSABLE_DEVICES("LoadedExecutable_AddressableDevices",
            "*executable *addressable_devices num_addressable_devices"),
    LOADED_EXECUTABLE_DELETE("LoadedExecutable_Delete", "*executable"),
    LOADED_EXECUTABLE_IS_DELETED("LoadedExecutable_IsDeleted", "*executable bool:is_deleted"),
    LOADED_EXECUTABLE_EXECUTE("LoadedExecutable_Execute",
            "*executable *options *argument_lists num_devices num_args *output_lists "
            + "*device_complete_events *execute_device"),
    EXECUTABLE_DESERIALIZE_AND_LOAD("Executable_DeserializeAndLoad",
            "*client *serialized_executable serialized_executable_size *loaded_executable "
            + "*overridden_serialized_compile_options overridden_serialized_compile_options_size"),
    LOADED_EXECUTABLE_FINGERPRINT("LoadedExecutable_Fingerprint",
            "*executable *executable_fingerprint executable_fingerprint_size"),
    BUFFER_DESTROY("Buffer_Destroy", "*buffer"),
    BUFFER_ELEMENT_TYPE("Buffer_ElementType", "*buffer int:type"),
    BUFFER_DIMENSIONS("Buffer_Dimensions", "*buffer *dims num_dims"),
    BUFFER_UNPADDED_DIMENSIONS("Buffer_UnpaddedDimensions", "*buffer *unpadded_dims num_dims"),
    BUFFER_DYNAMIC_DIMENSION_INDICES("Buffer_DynamicDimensionIndices",
            "*buffer *dynamic_dim_indices num_dynamic_dims"),
    BUFFER_GET_MEMORY_LAYOUT("Buffer_GetMemoryLayout", "*buffer layout[80]"),
    BUFFER_ON_DEVICE_SIZE_IN_BYTES("Buffer_OnDeviceSizeInBytes", "*buffer on_device_size_in_bytes"),
    BUFFER_DEVICE("Buffer_Device", "*buffer *device"),
    BUFFER_MEMORY("Buffer_Memory", "*buffer *memory"),
    BUFFER_DELETE("Buffer_Delete", "*buffer"),
    BUFFER_IS_DELETED("Buffer_IsDeleted", "*buffer bool:is_deleted"),
    BUFFER_COPY_TO_DEVICE("Buffer_CopyToDevice", "*buffer *dst_device *dst_buffer"),
    BUFFER_TO_HOST_BUFFER("Buffer_ToHostBuffer", "*src *host_layout *dst dst_size *event"),
    BUFFER_IS_ON_CPU("Buffer_IsOnCpu", "*buffer bool:is_on_cpu"),
    BUFFER_READY_EVENT("Buffer_ReadyEvent", "*buffer *event"),
    BUFFER_UNSAFE_POINTER("Buffer_UnsafePointer", "*buffer buffer_pointer"),
    BUFFER_INCREASE_EXTERNAL_REFERENCE_COUNT("Buffer_IncreaseExternalReferenceCount", "*buffer"),
    BUFFER_DECREASE_EXTERNAL_REFERENCE_COUNT("Buffer_DecreaseExternalReferenceCount", "*buffer"),
    BUFFER_OPAQUE_DEVICE_MEMORY_DATA_POINTER("Buffer_OpaqueDeviceMemoryDataPointer", "*buffer *device_memory_ptr"),
    COPY_TO_DEVICE_STREAM_DESTROY("CopyToDeviceStream_Destroy", "*stream"),
    COPY_TO_DEVICE_STREAM_ADD_CHUNK("CopyToDeviceStream_AddChunk", "*stream *chunk *transfer_complete"),
    COPY_TO_DEVICE_STREAM_TOTAL_BYTES("CopyToDeviceStream_TotalBytes", "*stream total_bytes"),
    COPY_TO_DEVICE_STREAM_GRANULE_SIZE("CopyToDeviceStream_GranuleSize", "*stream granule_size_in_bytes"),
    COPY_TO_DEVICE_STREAM_CURRENT_BYTES("CopyToDeviceStream_CurrentBytes", "*stream current_bytes"),
    TOPOLOGY_DESCRIPTION_CREATE("TopologyDescription_Create",
            "*topology_name topology_name_size *create_options num_options *topology"),
    TOPOLOGY_DESCRIPTION_DESTROY("TopologyDescription_Destroy", "*topology"),
    TOPOLOGY_DESCRIPTION_PLATFORM_NAME("TopologyDescription_PlatformName",
            "*topology *platform_name platform_name_size"),
    TOPOLOGY_DESCRIPTION_PLATFORM_VERSION("TopologyDescription_PlatformVersion",
            "*topology *platform_version platform_version_size"),
    TOPOLOGY_DESCRIPTION_GET_DEVICE_DESCRIPTIONS("TopologyDescription_GetDeviceDescriptions",
            "*topology *descriptions num_descriptions"),
    TOPOLOGY_DESCRIPTION_SERIALIZE("TopologyDescription_Serialize",
            "*topology *serialized_bytes serialized_bytes_size *serialized_topology "
            + "*serialized_topology_deleter"),
    TOPOLOGY_DESCRIPTION_ATTRIBUTES("TopologyDescription_Attributes", "*topology *attributes num_attributes"),
    COMPILE("Compile", "*topology *program *compile_options compile_options_size *client *executable"),
    EXECUTABLE_OUTPUT_ELEMENT_TYPES("Executable_OutputElementTypes", "*executable *output_types num_output_types"),
    EXECUTABLE_OUTPUT_DIMENSIONS("Executable_OutputDimensions", "*executable num_outputs *dims *dim_sizes"),
    BUFFER_COPY_TO_MEMORY("Buffer_CopyToMemory", "*buffer *dst_memory *dst_buffer"),
    CLIENT_CREATE_VIEW_OF_DEVICE_BUFFER("Client_CreateViewOfDeviceBuffer",
            "*client *device_buffer_ptr *dims num_dims int:element_type *layout *device *on_delete_callback "
            + "*on_delete_callback_arg stream *buffer *memory"),
    EXECUTABLE_FINGERPRINT("Executable_Fingerprint",
            "*executable *executable_fingerprint executable_fingerprint_size"),
    CLIENT_TOPOLOGY_DESCRIPTION("Client_TopologyDescription", "*client *topology"),
    EXECUTABLE_GET_COMPILED_MEMORY_STATS("Executable_GetCompiledMemoryStats",
            "*executable generated_code_size_in_bytes argument_size_in_bytes output_size_in_bytes "
            + "alias_size_in_bytes temp_size_in_bytes host_generated_code_size_in_bytes "
            + "host_argument_size_in_bytes host_output_size_in_bytes host_alias_size_in_bytes "
            + "host_temp_size_in_bytes peak_memory_in_bytes"),
    MEMORY_KIND_ID("Memory_Kind_Id", "*memory int:kind_id"),
    EXECUTE_CONTEXT_CREATE("ExecuteContext_Create", "*context"),
    EXECUTE_CONTEXT_DESTROY("ExecuteContext_Destroy", "*context"),
    BUFFER_COPY_RAW_TO_HOST("Buffer_CopyRawToHost", "*buffer *dst offset transfer_size *event"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_DESTROY("AsyncHostToDeviceTransferManager_Destroy", "*transfer_manager"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_TRANSFER_DATA("AsyncHostToDeviceTransferManager_TransferData",
            "*transfer_manager int:buffer_index *data offset transfer_size bool:is_last_transfer "
            + "*done_with_h2d_transfer"),
    CLIENT_CREATE_BUFFERS_FOR_ASYNC_HOST_TO_DEVICE("Client_CreateBuffersForAsyncHostToDevice",
            "*client *shape_specs num_shape_specs *device_layouts num_device_layouts *memory "
            + "*transfer_manager"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_RETRIEVE_BUFFER("AsyncHostToDeviceTransferManager_RetrieveBuffer",
            "*transfer_manager int:buffer_index *buffer_out"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_DEVICE("AsyncHostToDeviceTransferManager_Device",
            "*transfer_manager *device_out"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_BUFFER_COUNT("AsyncHostToDeviceTransferManager_BufferCount",
            "*transfer_manager buffer_count"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_BUFFER_SIZE("AsyncHostToDeviceTransferManager_BufferSize",
            "*transfer_manager int:buffer_index buffer_size"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_SET_BUFFER_ERROR("AsyncHostToDeviceTransferManager_SetBufferError",
            "*transfer_manager int:buffer_index int:error_code *error_message error_message_size"),
    ASYNC_HOST_TO_DEVICE_TRANSFER_MANAGER_ADD_METADATA("AsyncHostToDeviceTransferManager_AddMetadata",
            "*transfer_manager *transfer_metadata num_metadata"),
    CLIENT_DMA_MAP("Client_DmaMap", "*client *data size"),
    CLIENT_DMA_UNMAP("Client_DmaUnmap", "*client *data"),
    CLIENT_CREATE_UNINITIALIZED_BUFFER("Client_CreateUninitializedBuffer",
            "*client *shape_dims shape_num_dims int:shape_element_type *shape_layout *device *memory "
            + "*buffer"),
    CLIENT_UPDATE_GLOBAL_PROCESS_INFO("Client_UpdateGlobalProcessInfo", "*client *process_infos num_process_infos"),
    TOPOLOGY_DESCRIPTION_DESERIALIZE("TopologyDescription_Deserialize",
            "*serialized_topology serialized_topology_size *topology"),
    CLIENT_CREATE_ALIAS_BUFFER("Client_CreateAliasBuffer",
            "*client *memory *shape_dims shape_num_dims int:shape_element_type *shape_layout *alias_buffer "
            + "*fulfill_alias_buffer_cb"),
    CLIENT_FULFILL_ALIAS_BUFFER("Client_FulfillAliasBuffer",
            "*client *buffer int:status_code *error_message error_message_size *fulfill_alias_buffer_cb"),
    LOADED_EXECUTABLE_GET_DEVICE_ASSIGNMENT("LoadedExecutable_GetDeviceAssignment",
            "*executable *serialized_bytes serialized_bytes_size *serialized_device_assignment "
            + "*serialized_device_assignment_deleter");

    /** {@code PJRT_Api}: its size, extensions and 24-byte version come before the first function. */
    private static final long TABLE_OFFSET = 40;

    private final String cName;
    private final String fields;
    private Struct arguments;

    PjrtCall(String cName, String fields) {
        this.cName = cName;
        this.fields = fields;
    }

    /** The name in the header. */
    String cName() {
        return "PJRT_" + cName;
    }

    /** Where the function's pointer is in {@code PJRT_Api}. */
    long offset() {
        return TABLE_OFFSET + 8L * ordinal();
    }

    /** The argument struct. Parsed at first use: a program needs a fifth of the table. */
    Struct arguments() {
        Struct s = arguments;
        if (s == null) {
            s = new Struct(cName() + "_Args", fields);
            arguments = s;
        }
        return s;
    }
}
