using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Compilation;

/// <summary>Everything that an object holds, as text: two trees with the same text decide the same.</summary>
internal sealed class ObjectText
{
    private readonly Dictionary<object, int> seen = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder text = new();

    public static string Of(object? value)
    {
        var writer = new ObjectText();
        writer.Write(value);
        return writer.text.ToString();
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null;");
                return;
            case string or DateTimeOffset or SourceSpan:
                text.Append('"').Append(CultureInfo.InvariantCulture, $"{value}").Append("\";");
                return;
            case Enum or IConvertible:
                text.Append(CultureInfo.InvariantCulture, $"{value}").Append(';');
                return;
        }

        Type type = value.GetType();
        if (!type.IsValueType && !seen.TryAdd(value, seen.Count))
        {
            text.Append('#').Append(seen[value]).Append(';');
            return;
        }

        text.Append(type.Name).Append('{');
        if (value is IEnumerable items && !type.IsValueType)
        {
            WriteItems(items);
        }
        else
        {
            WriteFields(value, type);
        }

        text.Append('}');
    }

    // A map tells its pairs in an order of its own.
    private void WriteItems(IEnumerable items)
    {
        // What a forest has left over behind its last unit is in nobody's reach.
        IEnumerable<object?> all = items is ForestUnit[] units
            ? units[..(Array.FindLastIndex(units, static unit => unit != default) + 1)].Cast<object?>()
            : items.Cast<object?>();
        foreach (object? item in items is IDictionary ? all.OrderBy(pair => pair?.ToString(), StringComparer.Ordinal) : all)
        {
            Write(item);
        }
    }

    private void WriteFields(object value, Type type)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!typeof(Delegate).IsAssignableFrom(field.FieldType) && !field.FieldType.IsPointer)
                {
                    text.Append(field.Name).Append('=');
                    Write(field.GetValue(value));
                }
            }
        }
    }
}
