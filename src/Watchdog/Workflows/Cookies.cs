namespace Mcpx.Watchdog.Workflows;

/// <summary>The cookies of one walk, on one instance: sent with every step after the one that set them. Bounded.</summary>
internal sealed class Cookies
{
    private const int Most = 50;
    private const int MostOfOne = 4_096;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>As they are sent; null without any.</summary>
    public string? Header =>
        _values.Count == 0 ? null : string.Join("; ", _values.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>Their values: a session is a secret.</summary>
    public IEnumerable<string> Values => _values.Values;

    /// <summary>Keeps what an answer sets; an empty value takes a cookie away.</summary>
    public void Take(IReadOnlyList<string>? set)
    {
        foreach (var cookie in set ?? [])
        {
            if (cookie.Length > MostOfOne || cookie.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                continue;
            }

            if (value.Length == 0)
            {
                _values.Remove(name);
            }
            else if (_values.Count < Most || _values.ContainsKey(name))
            {
                _values[name] = value;
            }
        }
    }
}
