namespace Mcpx.Domain.Configuration;

/// <summary>The checks that many options share; each adds one error with key and value.</summary>
internal static class ErrorList
{
    public static void AtLeast(this List<ConfigurationError> errors, string key, long value, long least)
    {
        if (value < least)
        {
            errors.Add(new(key, FormattableString.Invariant($"{value}"), $"must be at least {least}"));
        }
    }

    public static void Percentage(this List<ConfigurationError> errors, string key, decimal value)
    {
        if (value is <= 0 or > 100)
        {
            errors.Add(new(key, FormattableString.Invariant($"{value}"), "must be more than 0 and at most 100"));
        }
    }

    public static void Positive(this List<ConfigurationError> errors, string key, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            errors.Add(new(key, $"{value:c}", "must be longer than zero"));
        }
    }

    public static void NotNegative(this List<ConfigurationError> errors, string key, TimeSpan value)
    {
        if (value < TimeSpan.Zero)
        {
            errors.Add(new(key, $"{value:c}", "must not be negative"));
        }
    }
}
