using System.Globalization;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Anchors;

namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary>What was seen of the chain from outside, from the anchor file and from the command line.</summary>
internal sealed class AnchorClaims : IDisposable
{
    private const int HexSize = 64;
    private const int MostFindings = 20;
    private readonly List<Finding> _findings = [];
    private readonly List<AnchorClaim> _heads;
    private readonly AnchorKey? _key;
    private readonly string? _file;
    private long _count;

    private AnchorClaims(string? file, AnchorKey? key, IEnumerable<AnchorClaim> heads) =>
        (_file, _key, _heads) = (file, key, [.. heads.OrderBy(head => head.Position)]);

    /// <summary>Whether there is anything to compare with.</summary>
    public bool Used => _file is not null || _heads.Count > 0;

    /// <summary>As asked for, else as configured.</summary>
    /// <exception cref="InvalidDataException">A key is missing, or a head is none.</exception>
    public static AnchorClaims Of(VerifyRequest request, AnchorOptions? options)
    {
        var heads = (request.Heads ?? []).Select(Head).ToList();
        var file = request.Anchor ?? options?.File;
        if (file is null)
        {
            return new(null, null, heads);
        }

        AnchorKey? key;
        if (request.PublicKey is { } given)
        {
            if (!AnchorKey.TryReadPublic(given, out key, out var problem))
            {
                throw new InvalidDataException($"--public-key {given}: {problem}.");
            }
        }
        else
        {
            key = options is null ? null : AnchorKey.ForVerifying(options);
        }

        return key is null
            ? throw new InvalidDataException($"{file}: --public-key is needed to check its signatures.")
            : new(file, key, heads);
    }

    /// <summary>All of them, lowest position first, read as they are needed.</summary>
    public IEnumerable<AnchorClaim> InOrder()
    {
        var next = 0;
        foreach (var claim in FromFile())
        {
            for (; next < _heads.Count && _heads[next].Position <= claim.Position; next++)
            {
                yield return _heads[next];
            }

            yield return claim;
        }

        for (; next < _heads.Count; next++)
        {
            yield return _heads[next];
        }
    }

    /// <summary>With what is wrong with the anchors themselves.</summary>
    public ProofReport Complete(ProofReport report) =>
        report with
        {
            Findings = [.. report.Findings, .. _findings],
            FindingCount = report.FindingCount + _count,
        };

    public void Dispose() => _key?.Dispose();

    private IEnumerable<AnchorClaim> FromFile()
    {
        if (_file is null)
        {
            return [];
        }

        if (!File.Exists(_file))
        {
            Find($"{_file} is not there: what was anchored cannot be compared");
            return [];
        }

        return new AnchorFile(_file).Read(_key!, Find);
    }

    private void Find(string text)
    {
        _count++;
        if (_findings.Count < MostFindings)
        {
            _findings.Add(new(0, FindingKind.Anchors, text));
        }
    }

    private static AnchorClaim Head(string text)
    {
        var parts = text.Split(':');
        return
            parts is [var position, { Length: HexSize } hash]
            && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at > 0
            && hash.All(char.IsAsciiHexDigitLower)
            ? new(at, hash, null, $"--head {at}")
            : throw new InvalidDataException(
                $"--head {text}: must be POSITION:HASH, 64 lower-case hexadecimal digits."
            );
    }
}
