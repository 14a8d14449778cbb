using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Authz.Service.Rpc;

/// <summary>The .proto files behind a server's services, by name and by what they define.</summary>
internal sealed class DescriptorIndex
{
    private readonly FrozenDictionary<string, FileDescriptor> byName;
    private readonly FrozenDictionary<string, FileDescriptor> bySymbol;
    private readonly FrozenSet<string> messages;

    /// <param name="roots">Files with services; the files that they import come along.</param>
    public DescriptorIndex(IEnumerable<FileDescriptor> roots)
    {
        FileDescriptor[] files = [.. roots.SelectMany(WithImports).DistinctBy(file => file.Name)];
        byName = files.ToFrozenDictionary(file => file.Name);
        bySymbol = files
            .SelectMany(file => SymbolsOf(file).Select(symbol => KeyValuePair.Create(symbol, file)))
            .ToFrozenDictionary();
        messages = files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).Select(type => type.FullName).ToFrozenSet();
        ServiceNames = [.. files.SelectMany(file => file.Services).Select(service => service.FullName).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> ServiceNames { get; }

    public bool HasMessage(string name) => messages.Contains(name);

    /// <summary>The file and all that it imports, itself first; null: there is none.</summary>
    public IEnumerable<ByteString>? FindByName(string name) =>
        byName.TryGetValue(name, out FileDescriptor? file) ? Serialize(file) : null;

    /// <inheritdoc cref="FindByName"/>
    public IEnumerable<ByteString>? FindBySymbol(string symbol) =>
        bySymbol.TryGetValue(symbol, out FileDescriptor? file) ? Serialize(file) : null;

    private static IEnumerable<ByteString> Serialize(FileDescriptor file) =>
        WithImports(file).DistinctBy(each => each.Name).Select(each => each.SerializedData);

    private static IEnumerable<FileDescriptor> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Prepend(file);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<string> SymbolsOf(FileDescriptor file)
    {
        MessageDescriptor[] messages = [.. file.MessageTypes.SelectMany(WithNested)];
        IEnumerable<IDescriptor> symbols =
        [
            .. messages,
            .. messages.SelectMany(message => message.Fields.InDeclarationOrder()),
            .. messages.SelectMany(message => message.EnumTypes),
            .. file.EnumTypes,
            .. file.Services,
            .. file.Services.SelectMany(service => service.Methods),
        ];
        return symbols.Select(symbol => symbol.FullName);
    }
}
