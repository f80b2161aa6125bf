using System.Buffers;
using System.Text.RegularExpressions;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>One kind of secret and what gives it away.</summary>
/// <param name="What">What it is, for a finding: <c>AWS access key</c>.</param>
/// <param name="Words">One of these must stand in the text, or the shape is not looked for: most texts hold none.</param>
/// <param name="Shape">The shape; its group <c>secret</c>, or else the whole of it, is the secret.</param>
/// <param name="Entropy">Bits a character that the secret must have at least; 0 asks for none.</param>
/// <param name="Accepts">What else must hold of the secret; null for nothing.</param>
internal sealed record SecretRule(
    string What,
    SearchValues<string> Words,
    Regex Shape,
    double Entropy = 0,
    Func<string, bool>? Accepts = null
)
{
    /// <summary>A rule whose words are compared to the letter, or without regard to case where the shape begins with (?i).</summary>
    public static SecretRule Of(
        string what,
        string[] words,
        string shape,
        double entropy = 0,
        Func<string, bool>? accepts = null
    ) =>
        new(
            what,
            SearchValues.Create(
                words,
                shape.StartsWith("(?i)", StringComparison.Ordinal)
                    ? StringComparison.OrdinalIgnoreCase
                    : StringComparison.Ordinal
            ),
            // Linear whatever the text, so that no hostile bundle can hold a probe up.
            new(shape, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
            entropy,
            accepts
        );
}
