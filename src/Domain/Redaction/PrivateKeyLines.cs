namespace Mcpx.Domain.Redaction;

/// <summary>
/// A private key comes over many lines, of which only the first and the last look like one. Told line by line, it takes out
/// what lies between.
/// </summary>
public sealed class PrivateKeyLines
{
    /// <summary>A key of 16,384 bits has 200 lines; what goes on longer is none.</summary>
    private const int MostLines = 400;

    private const string Edge = "PRIVATE KEY";
    private int _left;

    /// <summary>The line as it may be written down.</summary>
    /// <param name="line">The next line.</param>
    public string Next(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var (begins, ends) = (At(line, "-----BEGIN "), At(line, "-----END "));
        if (_left == 0)
        {
            _left = begins >= 0 && ends < begins ? MostLines : 0;
            return line;
        }

        _left = ends >= 0 ? 0 : _left - 1;
        // What comes behind the end on the same line is no part of the key.
        return Mark.Of("private key") + (ends < 0 ? "" : line[(line.LastIndexOf('-') + 1)..]);
    }

    private static int At(string line, string edge) =>
        line.IndexOf(edge, StringComparison.Ordinal) is var at and >= 0
        && line.IndexOf(Edge, at, StringComparison.Ordinal) >= 0
            ? at
            : -1;
}
