using Mcpx.Db;
using Mcpx.Domain.Redaction;
using Microsoft.Data.Sqlite;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A folder of its own, gone afterwards; a migrated store in it when asked for.</summary>
internal sealed class Folder : IDisposable
{
    private Store? _store;

    public string Path { get; } = Directory.CreateTempSubdirectory("mcpx-wd-").FullName;

    /// <summary>What the store takes out; null for what looks like a secret. Set before the store is used.</summary>
    public IRedaction? Redaction { get; set; }

    public Store Store
    {
        get
        {
            if (_store is null)
            {
                Migrations.Run(Data);
                _store = new(Data, Redaction);
            }

            return _store;
        }
    }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string File(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    public void Dispose()
    {
        _store?.Journal.Release();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
