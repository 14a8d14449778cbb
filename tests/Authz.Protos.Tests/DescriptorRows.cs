using System.Globalization;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Authz.Protos.Tests;

/// <summary>What our own .proto files compiled to, as rows of the form that tests/cases/protos/fields.tsv has.</summary>
internal static class DescriptorRows
{
    public static IReadOnlyList<string> OfAllFiles() =>
        [.. Files().SelectMany(OfFile).Order(StringComparer.Ordinal)];

    private static IEnumerable<FileDescriptor> Files() =>
        typeof(Google.Rpc.Status).Assembly.GetExportedTypes()
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(property => property?.PropertyType == typeof(FileDescriptor))
            .Select(property => property?.GetValue(null))
            .OfType<FileDescriptor>();

    private static IEnumerable<string> OfFile(FileDescriptor file)
    {
        IEnumerable<string> enums = file.EnumTypes.SelectMany(OfEnum);
        IEnumerable<string> messages = file.MessageTypes.SelectMany(OfMessage);
        IEnumerable<string> methods = file.Services.SelectMany(service => service.Methods).Select(OfMethod);
        return enums.Concat(messages).Concat(methods);
    }

    private static IEnumerable<string> OfMessage(MessageDescriptor message)
    {
        IEnumerable<string> fields = message.Fields.InDeclarationOrder().Select(OfField);
        IEnumerable<string> enums = message.EnumTypes.SelectMany(OfEnum);

        // The entry types of maps are an encoding, not messages that anybody wrote.
        IEnumerable<string> nested =
            message.NestedTypes.Where(type => !type.GetOptions().HasMapEntry()).SelectMany(OfMessage);
        return fields.Concat(enums).Concat(nested);
    }

    private static bool HasMapEntry(this MessageOptions? options) => options is { MapEntry: true };

    private static IEnumerable<string> OfEnum(EnumDescriptor type) =>
        type.Values.Select(value => Row(type.File, "enum", type.FullName, value.Number, value.Name, "", ""));

    private static string OfField(FieldDescriptor field)
    {
        string label = field switch
        {
            { IsMap: true } => "",
            { IsRepeated: true } => "repeated",
            { RealContainingOneof: { } oneof } => $"oneof {oneof.Name}",
            _ => "",
        };
        return Row(
            field.File, "field", field.ContainingType.FullName, field.FieldNumber, field.Name, TypeOf(field), label);
    }

    private static string TypeOf(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            IList<FieldDescriptor> entry = field.MessageType.Fields.InFieldNumberOrder();
            return $"map<{TypeOf(entry[0])},{TypeOf(entry[1])}>";
        }

        return field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            FieldType scalar => scalar.ToString().ToLowerInvariant(),
        };
    }

    private static string OfMethod(MethodDescriptor method)
    {
        string types = $"{method.InputType.FullName} -> {method.OutputType.FullName}";
        string[] streams =
            [.. method.IsClientStreaming ? ["client-stream"] : Array.Empty<string>(),
             .. method.IsServerStreaming ? ["server-stream"] : Array.Empty<string>()];
        return Row(method.File, "method", method.Service.FullName, 0, method.Name, types, string.Join(' ', streams));
    }

    private static string Row(
        FileDescriptor file, string kind, string owner, int number, string name, string type, string label) =>
        string.Join('\t', file.Name, kind, owner, number.ToString(CultureInfo.InvariantCulture), name, type, label)
            .TrimEnd('\t');
}
