using System.Text.RegularExpressions;

namespace Mcpx.Domain.Contracts;

/// <summary>What a header of an answer must be.</summary>
/// <param name="Name">The header's name; case does not matter.</param>
public abstract record HeaderRule(string Name)
{
    /// <summary>What may be written, for whoever wrote something else.</summary>
    public const string Expected = "must be present, absent, “is VALUE” or “matches REGEX”";

    private const int MostOfAPattern = 500;
    private const int MostOfAValue = 60;

    /// <summary>Headers whose values are secrets and are not repeated.</summary>
    private static readonly string[] Secret = ["Cookie", "Auth", "Token", "Key"];

    /// <summary>It must be there, whatever it says.</summary>
    public sealed record Present(string Name) : HeaderRule(Name);

    /// <summary>It must not be there.</summary>
    public sealed record Absent(string Name) : HeaderRule(Name);

    /// <summary>It must say exactly this.</summary>
    /// <param name="Name">The header's name.</param>
    /// <param name="Value">What it must say.</param>
    public sealed record Is(string Name, string Value) : HeaderRule(Name);

    /// <summary>A part of it must match.</summary>
    /// <param name="Name">The header's name.</param>
    /// <param name="Pattern">Linear in the text, whatever a target sends.</param>
    public sealed record Matches(string Name, Regex Pattern) : HeaderRule(Name);

    /// <summary>Reads a rule in words: <c>present</c>, <c>absent</c>, <c>is VALUE</c>, <c>matches REGEX</c>.</summary>
    /// <returns>Null when it cannot be read.</returns>
    public static HeaderRule? Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ', 2) switch
        {
            ["present"] => new Present(name),
            ["absent"] => new Absent(name),
            ["is", var value] => new Is(name, value),
            ["matches", var pattern] => Linear(pattern) is { } regex ? new Matches(name, regex) : null,
            _ => null,
        };
    }

    /// <summary>What is wrong with a header's value, null standing for an absent one; null when nothing is.</summary>
    public string? Wrong(string? value) =>
        this switch
        {
            Absent => value is null ? null : $"{Name} must not be there",
            _ when value is null => $"{Name} is missing",
            Is wanted when wanted.Value != value => $"{Name} is “{Short(value)}”, not “{wanted.Value}”",
            Matches wanted when !wanted.Pattern.IsMatch(value) =>
                $"{Name} is “{Short(value)}”, which does not match {wanted.Pattern}",
            _ => null,
        };

    /// <summary>A pattern that takes no more time than the text is long; null when it is none.</summary>
    public static Regex? Linear(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > MostOfAPattern)
        {
            return null;
        }

        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            // The second is for what such a pattern cannot have: look-around, back references, too many repetitions.
            return null;
        }
    }

    private string Short(string value) =>
        Array.Exists(Secret, word => Name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "[removed]"
        : value.Length <= MostOfAValue ? value
        : $"{value[..MostOfAValue]}…";
}
