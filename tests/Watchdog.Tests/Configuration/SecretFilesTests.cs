using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class SecretFilesTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly string _variable = $"MCPX_TEST_{Guid.NewGuid():N}";

    public void Dispose()
    {
        Environment.SetEnvironmentVariable($"{_variable}_FILE", null);
        _folder.Dispose();
    }

    [Fact]
    public async Task Read_FileIsRenewed_GivesTheNewValueAndRemovesBoth()
    {
        var path = _folder.File("token", "first-token-7\n");
        Environment.SetEnvironmentVariable($"{_variable}_FILE", path);
        Assert.Equal("first-token-7", Secrets.Read(_variable));

        await File.WriteAllTextAsync(path, "second-token-18");

        Assert.Equal("second-token-18", Secrets.Read(_variable));
        var redacted = new Secrets(Some.Options(Some.Environment())).Redact("was first-token-7, is second-token-18");
        Assert.Equal("was [redacted: configured secret], is [redacted: configured secret]", redacted);
    }

    [Fact]
    public void Read_FileGone_KeepsTheLastValue()
    {
        var path = _folder.File("token", "kept-token-9");
        Environment.SetEnvironmentVariable($"{_variable}_FILE", path);
        Assert.Equal("kept-token-9", Secrets.Read(_variable));

        File.Delete(path);
        Assert.Equal("kept-token-9", Secrets.Read(_variable));
    }

    [Fact]
    public void Read_FileBecomesNoSingleLine_KeepsTheLastValue()
    {
        var path = _folder.File("token", "kept-token-9");
        Environment.SetEnvironmentVariable($"{_variable}_FILE", path);
        Assert.Equal("kept-token-9", Secrets.Read(_variable));

        File.WriteAllText(path, "one\r\nEvil: two");
        Assert.Equal("kept-token-9", Secrets.Read(_variable));
    }

    [Fact]
    public void Read_NoSuchFile_IsNoSecret()
    {
        Environment.SetEnvironmentVariable($"{_variable}_FILE", Path.Combine(_folder.Path, "none"));

        Assert.Null(Secrets.Read(_variable));
    }
}
