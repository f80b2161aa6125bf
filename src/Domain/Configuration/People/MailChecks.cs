namespace Mcpx.Domain.Configuration;

/// <summary>Checks mail addresses as they are written in a configuration: name, at, host, and nothing that ends a line.</summary>
public static class MailChecks
{
    private const int Longest = 254;

    internal static void Address(List<ConfigurationError> errors, string key, string address)
    {
        if (!IsAddress(address))
        {
            errors.Add(new(key, address, "must be a mail address, for example ops@example.com"));
        }
    }

    /// <summary>Whether this is one.</summary>
    /// <param name="address">As it is written; null is none.</param>
    public static bool IsAddress(string? address) =>
        address is { Length: > 2 and <= Longest }
        && address.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"');
}
