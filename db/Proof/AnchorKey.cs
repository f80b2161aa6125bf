using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Mcpx.Domain.Configuration;

namespace Mcpx.Db.Proof;

/// <summary>
/// Signs and checks anchors: ECDSA on P-256, so that whoever checks needs no secret and cannot sign (docs/adr/0025).
/// </summary>
public sealed class AnchorKey : IDisposable
{
    private const string Curve = "1.2.840.10045.3.1.7";
    private const int LongestFile = 16 * 1_024;
    private readonly ECDsa _key;

    private AnchorKey(ECDsa key) => _key = key;

    /// <summary>The private key that a variable holds.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="key">The key; null when it cannot be had.</param>
    /// <param name="problem">Why not, without a word of its value.</param>
    public static bool TryRead(
        string variable,
        [NotNullWhen(true)] out AnchorKey? key,
        [NotNullWhen(false)] out string? problem
    )
    {
        // A PEM has line breaks, which no token has: its file is read here.
        (key, problem) =
            Environment.GetEnvironmentVariable(variable) is { Length: > 0 } pem
                ? Parse(pem, needsPrivate: true, "names a variable that holds")
            : Environment.GetEnvironmentVariable($"{variable}_FILE") is { Length: > 0 } file
                ? FromFile(file, needsPrivate: true, "names a file that")
            : (null, "names an environment variable that is not set");
        return key is not null;
    }

    /// <summary>The public key in a file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="key">The key; null when it cannot be had.</param>
    /// <param name="problem">Why not.</param>
    public static bool TryReadPublic(
        string file,
        [NotNullWhen(true)] out AnchorKey? key,
        [NotNullWhen(false)] out string? problem
    )
    {
        (key, problem) = FromFile(file, needsPrivate: false, "");
        return key is not null;
    }

    /// <summary>The key that a configuration verifies with; null where it names none.</summary>
    /// <exception cref="InvalidDataException">It names one that cannot be had.</exception>
    public static AnchorKey? ForVerifying(AnchorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        AnchorKey? key = null;
        string? problem = null;
        return options.PublicKeyFile is { } file && !TryReadPublic(file, out key, out problem)
                ? throw new InvalidDataException($"Watchdog:Journal:Anchor:PublicKeyFile = {file}: {problem}")
            : key is null && options.KeyVariable is { } variable && !TryRead(variable, out key, out problem)
                ? throw new InvalidDataException($"Watchdog:Journal:Anchor:KeyVariable = {variable}: {problem}")
            : key;
    }

    /// <summary>Signs bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether a signature over bytes is this key's.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static (AnchorKey? Key, string? Problem) FromFile(string file, bool needsPrivate, string which)
    {
        try
        {
            return new FileInfo(file).Length > LongestFile
                ? (null, $"{which} is no key: it is too large".TrimStart())
                : Parse(File.ReadAllText(file), needsPrivate, $"{which} holds".TrimStart());
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return (null, $"{which} cannot be read".TrimStart());
        }
    }

    private static (AnchorKey? Key, string? Problem) Parse(string pem, bool needsPrivate, string where)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(includePrivateParameters: needsPrivate);
            if (parameters.Curve.Oid.Value == Curve || parameters.Curve.Oid.FriendlyName is "nistP256" or "ECDSA_P256")
            {
                return (new(key), null);
            }
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            // Said below, without what was in it.
        }

        key.Dispose();
        return (null, $"{where} no {(needsPrivate ? "private" : "public")} key of ECDSA P-256 as PEM");
    }
}
