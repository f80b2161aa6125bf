using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Mcpx.Domain.Configuration;

namespace Mcpx.Hosting;

/// <summary>
/// Checks every key of a section against its option record before binding, because the binder stops at the first bad value and passes
/// over a misspelt key in silence.
/// </summary>
internal static class SectionCheck
{
    /// <summary>Unknown keys and values that cannot be read, each with its key.</summary>
    /// <param name="section">The section, wherever it stands.</param>
    /// <param name="type">The option record it is bound to.</param>
    public static IReadOnlyList<ConfigurationError> Errors(IConfigurationSection section, Type type)
    {
        var errors = new List<ConfigurationError>();
        Check(section, type, errors);
        return errors;
    }

    private static void Check(IConfigurationSection section, Type type, List<ConfigurationError> errors)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ItemOf(type) is { } item)
        {
            CheckItems(section, type, item, errors);
        }
        else if (IsScalar(type))
        {
            CheckScalar(section, type, errors);
        }
        else
        {
            CheckRecord(section, type, errors);
        }
    }

    private static void CheckItems(IConfigurationSection section, Type type, Type item, List<ConfigurationError> errors)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add(new(section.Path, section.Value, "must be a list or an object, not one value"));
        }

        var keyType = type.GenericTypeArguments is [var first, _] ? first : null;
        foreach (var child in section.GetChildren())
        {
            if (keyType is { IsEnum: true } && !IsName(keyType, child.Key))
            {
                errors.Add(new(child.Path, child.Key, $"must be {Expected(keyType)}"));
                continue;
            }

            Check(child, item, errors);
        }
    }

    private static void CheckScalar(IConfigurationSection section, Type type, List<ConfigurationError> errors)
    {
        if (section.GetChildren().Any())
        {
            errors.Add(new(section.Path, "an object", $"must be one value, {Expected(type)}"));
            return;
        }

        if (type == typeof(string) || section.Value is null)
        {
            return;
        }

        if (type.IsEnum && !IsName(type, section.Value))
        {
            errors.Add(new(section.Path, section.Value, $"must be {Expected(type)}"));
            return;
        }

        try
        {
            TypeDescriptor
                .GetConverter(type)
                .ConvertFromString(context: null, CultureInfo.InvariantCulture, section.Value);
        }
        catch (Exception problem)
            when (problem is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            errors.Add(new(section.Path, section.Value, $"must be {Expected(type)}"));
        }
    }

    private static void CheckRecord(IConfigurationSection section, Type type, List<ConfigurationError> errors)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add(new(section.Path, section.Value, "must be an object, not one value"));
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            if (properties.TryGetValue(child.Key, out var property))
            {
                Check(child, property.PropertyType, errors);
            }
            else
            {
                errors.Add(
                    new(
                        child.Path,
                        child.Value ?? "an object",
                        $"unknown key; known here are {string.Join(", ", properties.Keys.Order(StringComparer.Ordinal))}"
                    )
                );
            }
        }
    }

    /// <summary>A number would pass for an enum, defined or not: only the names count.</summary>
    private static bool IsName(Type type, string text) =>
        Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);

    private static string Expected(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(TimeSpan) ? "a duration like 00:05:00"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? "a whole number"
        : type == typeof(decimal) ? "a number"
        : "text";

    private static bool IsScalar(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(decimal)
        || type == typeof(TimeSpan);

    private static Type? ItemOf(Type type) =>
        type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) ? type.GenericTypeArguments[^1] : null;
}
