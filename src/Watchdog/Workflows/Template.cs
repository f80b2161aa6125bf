namespace Mcpx.Watchdog.Workflows;

/// <summary>A text with variables, for example <c>/api/jobs/{{job}}</c>.</summary>
internal sealed class Template
{
    public const string Expected = "a variable is written {{name}}, of letters, digits and _";

    /// <summary>Literal and variable by turns, a literal first.</summary>
    private readonly string[] _parts;

    private Template(string text, string[] parts) => (Text, _parts) = (text, parts);

    /// <summary>As it was written; what people are shown, since it holds no value.</summary>
    public string Text { get; }

    /// <summary>The variables in it.</summary>
    public IEnumerable<string> Names => _parts.Where((_, index) => index % 2 == 1);

    /// <summary>Reads one; null when a bracket is not closed or a name is none.</summary>
    public static Template? Read(string text)
    {
        var parts = new List<string>();
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0 || !IsName(text[(open + 2)..close]))
            {
                return null;
            }

            parts.Add(text[at..open]);
            parts.Add(text[(open + 2)..close]);
            at = close + 2;
        }

        parts.Add(text[at..]);
        return new(text, [.. parts]);
    }

    public static bool IsName(string text) =>
        text.Length is > 0 and <= 40 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>Fills the variables in.</summary>
    /// <param name="values">All that are named.</param>
    /// <param name="encode">What is done to each value; null for nothing.</param>
    public string Fill(IReadOnlyDictionary<string, string> values, Func<string, string>? encode = null) =>
        string.Concat(_parts.Select((part, index) => index % 2 == 0 ? part : Value(values[part], encode)));

    private static string Value(string value, Func<string, string>? encode) => encode is null ? value : encode(value);
}
