using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Mcpx.Domain.Redaction;

/// <summary>
/// Takes out values that are known to be secret, as they are and as they look in an address, in JSON and in base64, alone or
/// as a part of something longer.
/// </summary>
public sealed class KnownSecrets : IRedaction
{
    /// <summary>Shorter values are not looked for: they would take half of every text with them.</summary>
    public const int Shortest = 6;

    private const int ShortestEncoded = 8;
    private static readonly string Taken = Mark.Of("configured secret");

    private readonly SearchValues<string> _any;
    private readonly string[] _forms;

    /// <summary>Looks for these values.</summary>
    /// <param name="values">The secrets; those shorter than <see cref="Shortest"/> are passed over.</param>
    public KnownSecrets(IEnumerable<string> values)
    {
        _forms =
        [
            .. values
                .Where(value => value.Length >= Shortest)
                .SelectMany(Forms)
                // A value that the mark itself holds would be taken out of it for ever.
                .Where(form => !Taken.Contains(form, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(form => form.Length),
        ];
        _any = SearchValues.Create(_forms, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public bool MayHold(ReadOnlySpan<char> text) => _forms.Length > 0 && text.ContainsAny(_any);

    /// <inheritdoc/>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!MayHold(text))
        {
            return text;
        }

        foreach (var form in _forms)
        {
            text = text.Replace(form, Taken, StringComparison.Ordinal);
        }

        return text;
    }

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        var escaped = Uri.EscapeDataString(value);
        yield return escaped;
        yield return escaped.Replace("%20", "+", StringComparison.Ordinal);
        yield return WithSmallDigits(escaped);
        yield return JavaScriptEncoder.Default.Encode(value);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        yield return HtmlEncoder.Default.Encode(value);
        for (var before = 0; before < 3; before++)
        {
            if (Base64(value, before) is { Length: >= ShortestEncoded } form)
            {
                yield return form;
                yield return form.Replace('+', '-').Replace('/', '_');
            }
        }
    }

    /// <summary>What does not depend on the neighbours of a value that stands behind so many bytes of a group of three.</summary>
    private static string Base64(string value, int before)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var (first, end) = (((before * 8) + 5) / 6, (before + bytes.Length) * 8 / 6);
        return text[first..end];
    }

    private static string WithSmallDigits(string escaped)
    {
        var small = escaped.ToCharArray();
        for (var i = 0; i + 2 < small.Length; i++)
        {
            if (small[i] == '%')
            {
                (small[i + 1], small[i + 2]) = (
                    char.ToLowerInvariant(small[i + 1]),
                    char.ToLowerInvariant(small[i + 2])
                );
            }
        }

        return new(small);
    }
}
