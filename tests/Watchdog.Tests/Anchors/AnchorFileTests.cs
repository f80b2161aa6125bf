using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Mcpx.Db.Proof;
using Mcpx.Watchdog.Anchors;

namespace Mcpx.Watchdog.Tests.Anchors;

public sealed class AnchorFileTests : IDisposable
{
    private const string Variable = "MCPX_TEST_ANCHOR_KEY";
    private readonly Folder _folder = new();
    private readonly AnchorKey _key;
    private readonly AnchorFile _file;
    private readonly string _path;

    public AnchorFileTests()
    {
        _key = NewKey();
        _path = Path.Combine(_folder.Path, "anchors.jsonl");
        _file = new(_path);
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Add_Lines_AreReadBackInOrder()
    {
        Add(1, 4, 9);

        var (claims, findings) = Read();
        Assert.Empty(findings);
        Assert.Equal([(1L, Hash(1)), (4, Hash(4)), (9, Hash(9))], claims.Select(claim => (claim.Position, claim.Hash)));
        Assert.All(claims, claim => Assert.Equal(Some.Start, claim.At));
    }

    [Fact]
    public void Read_AnyByteChanged_IsFound()
    {
        Add(1, 4);
        var bytes = File.ReadAllBytes(_path);
        for (var at = 0; at < bytes.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(_path, bytes);
                Assert.NotEmpty(Read().Findings);
                bytes[at] ^= (byte)(1 << bit);
            }
        }

        File.WriteAllBytes(_path, bytes);
        Assert.Empty(Read().Findings);
    }

    [Fact]
    public void Read_LineLeftOutOrSwapped_IsFound()
    {
        Add(1, 4, 9);
        var lines = File.ReadAllLines(_path);

        foreach (
            var changed in (string[][])
                [
                    [lines[1], lines[2]],
                    [lines[0], lines[2]],
                    [lines[1], lines[0], lines[2]],
                ]
        )
        {
            File.WriteAllText(_path, string.Concat(changed.Select(line => line + "\n")));
            Assert.NotEmpty(Read().Findings);
        }
    }

    [Fact]
    public void Add_AfterATornLine_OwnsUpToIt()
    {
        Add(1, 4);
        var bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, bytes[..^20]);
        Assert.Single(Read().Findings);

        Add(9);

        var (claims, findings) = Read();
        Assert.Empty(findings);
        Assert.Equal([1L, 9], claims.Select(claim => claim.Position));
    }

    [Fact]
    public void Add_FileOfAnotherChain_IsRefused()
    {
        Add(1, 4);

        var refusal = Assert.Throws<InvalidDataException>(() => _file.Add(9, Hash(9), Some.Start, _key, _ => Hash(77)));

        Assert.Contains("saw position 4 of another chain", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => _file.Add(9, Hash(9), Some.Start, _key, _ => null));
        using var other = NewKey();
        Assert.Throws<InvalidDataException>(() => _file.Add(9, Hash(9), Some.Start, other, Hash));
        Assert.Equal(2, Read().Claims.Count);
    }

    [Fact]
    public void Read_SignedBySomebodyElse_IsFound()
    {
        using var other = NewKey();
        _file.Add(1, Hash(1), Some.Start, other, Hash);

        Assert.Single(Read().Findings);
        Assert.Empty(Read().Claims);
    }

    [Fact]
    public void Read_EndlessLine_IsFoundInBoundedMemory()
    {
        File.WriteAllBytes(_path, new byte[10_000_000]);

        Assert.Contains("longer than", Assert.Single(Read().Findings), StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() =>
        {
            File.AppendAllText(_path, "\n");
            Add(1);
        });
    }

    [UnixFact]
    public void Key_MadeWithOpenSsl_SignsAsDocumented()
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh")
            {
                UseShellExecute = false,
                WorkingDirectory = _folder.Path,
                ArgumentList =
                {
                    "-c",
                    "openssl ecparam -name prime256v1 -genkey -noout -out anchor.pem && openssl ec -in anchor.pem -pubout -out anchor.pub.pem 2>/dev/null",
                },
            }
        )!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Environment.SetEnvironmentVariable($"{Variable}_FILE", Path.Combine(_folder.Path, "anchor.pem"));
        try
        {
            Assert.True(AnchorKey.TryRead(Variable, out var signs, out _));
            Assert.True(AnchorKey.TryReadPublic(Path.Combine(_folder.Path, "anchor.pub.pem"), out var checks, out _));
            using (signs)
            using (checks)
            {
                _file.Add(3, Hash(3), Some.Start, signs, Hash);
                Assert.Single(_file.Read(checks, Assert.Fail));
                Assert.ThrowsAny<CryptographicException>(() => checks.Sign([1]));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Variable}_FILE", null);
        }
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("nonsense", "holds no private key")]
    [InlineData("P384", "holds no private key")]
    [InlineData("public", "holds no private key")]
    public void Key_ThatIsNone_IsRefusedWithoutItsValue(string? kind, string says)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Environment.SetEnvironmentVariable(
            Variable,
            kind switch
            {
                "P384" => other.ExportECPrivateKeyPem(),
                "public" => right.ExportSubjectPublicKeyInfoPem(),
                _ => kind,
            }
        );

        Assert.False(AnchorKey.TryRead(Variable, out _, out var problem));

        Assert.Contains(says, problem, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(Variable, null);
    }

    internal static AnchorKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Environment.SetEnvironmentVariable(Variable, key.ExportPkcs8PrivateKeyPem());
        Assert.True(AnchorKey.TryRead(Variable, out var read, out _));
        Environment.SetEnvironmentVariable(Variable, null);
        return read;
    }

    private void Add(params long[] positions)
    {
        foreach (var position in positions)
        {
            _file.Add(position, Hash(position), Some.Start, _key, Hash);
        }
    }

    private (List<AnchorClaim> Claims, List<string> Findings) Read()
    {
        var findings = new List<string>();
        return ([.. _file.Read(_key, findings.Add)], findings);
    }

    private static string Hash(long position) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{position}")));
}
