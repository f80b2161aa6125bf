using Azure.Core;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Evidence.Copies;

namespace Mcpx.Watchdog.Tests.Evidence;

/// <summary>Second copies: to a folder, and to a container by the Blob service's real headers and codes.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Rig _rig = new();
    private readonly string _copies;

    public CopyTests()
    {
        _copies = Path.Combine(_folder.Path, "copies");
        _rig.Look(Rig.Breach());
        _rig.Evidence.Seal("INC-0001");
    }

    public void Dispose()
    {
        _rig.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Folder_Part_IsCopiedOnceAndWrittenDown()
    {
        var copying = Copying(new EvidenceOptions { CopyFolder = _copies });

        await copying.LookAsync(CancellationToken.None);
        await copying.LookAsync(CancellationToken.None);

        var copied = Assert.Single(_rig.Events<EvidenceCopied>());
        Assert.Equal(new EvidenceCopied(1, _copies, Fault: null), copied);
        var file = Path.Combine(_copies, "INC-0001", "part-1.zip");
        Assert.Equal(_rig.Incident.Evidence!.Sha256, Packs.Check(await File.ReadAllBytesAsync(file)).Sha256);
        Assert.Equal([file], Directory.GetFiles(_copies, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Folder_SomethingElseIsThere_IsNeverWrittenOver()
    {
        var file = _folder.File("copies/INC-0001/part-1.zip", "somebody's");

        await Copying(new EvidenceOptions { CopyFolder = _copies }).LookAsync(CancellationToken.None);

        Assert.Equal("somebody's", await File.ReadAllTextAsync(file));
        Assert.EndsWith(
            "is there and is not what was sealed",
            _rig.Incident.Copies[1].Fault!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Folder_CannotBeWritten_IsVisibleOnceAndCopiedLater()
    {
        File.WriteAllText(_copies, "");
        var copying = Copying(new EvidenceOptions { CopyFolder = _copies });
        for (var i = 0; i < 5; i++)
        {
            await copying.LookAsync(CancellationToken.None);
            _rig.Time.Advance(TimeSpan.FromMinutes(30));
        }

        Assert.NotNull(Assert.Single(_rig.Events<EvidenceCopied>()).Fault);
        File.Delete(_copies);
        _rig.Time.Advance(TimeSpan.FromHours(6));
        await copying.LookAsync(CancellationToken.None);

        Assert.Null(_rig.Incident.Copies[1].Fault);
        Assert.Equal(2, _rig.Events<EvidenceCopied>().Count);
    }

    [Fact]
    public async Task Container_Part_IsCreatedAndReadBack()
    {
        await using var account = new EvidenceAccount();

        await CopyAsync(account, "a pack");

        var put = Assert.Single(account.Server.Acts);
        Assert.Equal(
            ("/evidence/INC-0001/part-1.zip", "*", "BlockBlob", "Bearer azure-token", "a pack"),
            (put.Path, put.Header("If-None-Match"), put.Header("x-ms-blob-type"), put.Authorization, put.Body)
        );
        Assert.Equal("GET", account.Server.Calls.Last().Method);
    }

    [Fact]
    public async Task Container_IsThereAlready_WillDoWhenItIsTheSame()
    {
        await using var account = new EvidenceAccount();
        await CopyAsync(account, "a pack");

        await CopyAsync(account, "a pack");

        var fault = await Assert.ThrowsAsync<CopyFailedException>(() => CopyAsync(account, "another"));
        Assert.Equal("INC-0001/part-1.zip is there and is not what was sealed", fault.Message);
        Assert.Equal("a pack", account.Blobs["/evidence/INC-0001/part-1.zip"]);
    }

    [Fact]
    public async Task Container_Refuses_IsVisible()
    {
        await using var account = new EvidenceAccount { Refuses = true };

        await Copying(account).LookAsync(CancellationToken.None);

        Assert.Contains("403 AuthorizationFailure", _rig.Incident.Copies[1].Fault!, StringComparison.Ordinal);
    }

    /// <summary>The account's fake takes text only; a place does not look into what it copies.</summary>
    private Task CopyAsync(EvidenceAccount account, string pack)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(pack);
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        return account
            .Place(_rig)
            .CopyAsync("INC-0001", 1, digest, () => new MemoryStream(bytes), CancellationToken.None);
    }

    private EvidenceCopying Copying(EvidenceAccount account) => Copying(account.Options);

    private EvidenceCopying Copying(EvidenceOptions options) =>
        new(
            _rig.Store,
            _rig.Tail,
            _rig.Incidents,
            EvidenceAccount.Places(_rig, options),
            _rig.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EvidenceCopying>.Instance
        );

    /// <summary>A storage account with a container that refuses to write over what is there.</summary>
    private sealed class EvidenceAccount : IAsyncDisposable
    {
        public EvidenceAccount() => Server = new(Answer);

        public ApiServer Server { get; }

        public Dictionary<string, string> Blobs { get; } = new(StringComparer.Ordinal);

        public bool Refuses { get; init; }

        public EvidenceOptions Options =>
            new()
            {
                CopyContainer = new() { Account = Server.Address, Container = "evidence" },
            };

        public static CopyPlaces Places(Rig rig, EvidenceOptions options) =>
            new(rig.Options with { Evidence = options }, TimeProvider.System)
            {
                Credential = () =>
                    DelegatedTokenCredential.Create((_, _) => new("azure-token", DateTimeOffset.MaxValue)),
            };

        public ICopyPlace Place(Rig rig) => Places(rig, Options).Find()!;

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private ApiReply Answer(ApiCall call) =>
            call.Authorization != "Bearer azure-token" || call.Header("x-ms-version") is null ? new(401)
            : call.Method == "GET"
                ? Blobs.TryGetValue(call.Path, out var blob) ? new(200, blob, Type: "application/zip")
                    : new(404, Headers: "x-ms-error-code: BlobNotFound\r\n")
            : Refuses ? new(403, Headers: "x-ms-error-code: AuthorizationFailure\r\n")
            : Blobs.TryAdd(call.Path, call.Body) ? new(201)
            : new(409, Headers: "x-ms-error-code: BlobAlreadyExists\r\n");
    }
}
