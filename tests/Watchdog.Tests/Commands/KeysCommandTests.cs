using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Access;
using Mcpx.Watchdog.Commands.Keys;

namespace Mcpx.Watchdog.Tests.Commands;

/// <summary><c>keys create</c>, <c>list</c> and <c>revoke</c> over a real store.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly ConfigurationFile _file = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Store _store;

    public KeysCommandTests()
    {
        Migrations.Run(_file.Data);
        _store = new(_file.Data);
    }

    private KeyBook Book => new JournalTail(_store.Journal).CatchUp().Keys;

    public void Dispose()
    {
        _store.Journal.Release();
        _file.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Create_Asked_ShowsTheKeyOnceAndKeepsItsHash()
    {
        Assert.Equal(0, Create("deployments:write", "Prod", "90d", "ci-prod"));

        var key = _output.ToString().Split('\n')[0].Trim();
        var known = Book.Find(KeyText.Hash(key)!)!;
        Assert.Equal("ci-prod", known.Name);
        Assert.Equal(["deployments:write"], known.Scopes);
        Assert.Equal(["Prod"], known.Environments);
        Assert.Equal(Environment.UserName, known.By.Name);
        Assert.InRange((known.ExpiresAt - known.CreatedAt).TotalDays, 89.99, 90.01);

        _output.GetStringBuilder().Clear();
        Assert.Equal(0, ListKeysCommand.Run(_file.Write(), json: false, _output, _error));
        Assert.Contains("ci-prod: deployments:write for Prod, until ", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, _output.ToString(), StringComparison.Ordinal);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, ListKeysCommand.Run(_file.Write(), json: true, _output, _error));
        Assert.DoesNotContain(known.Sha256, _output.ToString(), StringComparison.Ordinal);
        Assert.True(JsonElement.Parse(_output.ToString())[0].GetProperty("usable").GetBoolean());
    }

    [Theory]
    [InlineData("deployments:write", "Prod", "soon", "--expires soon")]
    [InlineData("deployments:write", "Prod", "1000d", "expires")]
    [InlineData("deployments:write", "Mars", "90d", "env = Mars")]
    [InlineData("approve", "Prod", "90d", "scope = approve")]
    public void Create_WithNonsense_MakesNothing(string scope, string environment, string expires, string expected)
    {
        Assert.Equal(2, Create(scope, environment, expires, "ci"));
        Assert.StartsWith(expected, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Book.ByName);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Revoke_Known_EndsIt()
    {
        Create("read", "Prod", "12h", "ci");
        Assert.Equal(0, RevokeKeyCommand.Run("ci", "moved", _file.Write(), _output, _error));
        Assert.Equal(0, RevokeKeyCommand.Run("ci", "again", _file.Write(), _output, _error));
        Assert.NotNull(Book.ByName["ci"].RevokedAt);
        Assert.Equal(2, Book.Version);
        Assert.Equal(2, RevokeKeyCommand.Run("other", "moved", _file.Write(), _output, _error));
        Assert.Contains("There is no key other.", _error.ToString(), StringComparison.Ordinal);
    }

    private int Create(string scope, string environment, string expires, string name) =>
        CreateKeyCommand.Run(new([scope], [environment], expires, name, _file.Write()), _output, _error);
}
