using Mcpx.Db;

namespace Mcpx.Dashboard.Store;

/// <summary>
/// Exports on their way to a reader: each a file of the data folder, which is as large as the journal where a temporary folder may be
/// memory. One is written at a time, on a thread that is no request's.
/// </summary>
internal sealed class ExportFiles(Db.Store store, JournalExport export) : IHostedService, IDisposable
{
    private const string Prefix = "export-";
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Writes one.</summary>
    /// <returns>The file at its beginning, gone when it is closed; null when there is no such entry.</returns>
    public async Task<(FileStream File, ExportSummary Written)?> WriteAsync(
        long? from,
        long? to,
        string? stream,
        CancellationToken cancellation
    )
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Factory.StartNew(
                () => Write(from, to, stream, cancellation),
                cancellation,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes what a process left that was killed.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(store.Directory, $"{Prefix}*.tmp"))
            {
                File.Delete(left);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // There is no folder yet, or another dashboard is still writing it.
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _one.Dispose();

    private (FileStream File, ExportSummary Written)? Write(
        long? from,
        long? to,
        string? stream,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(store.Directory);
        var file = new FileStream(
            Path.Combine(store.Directory, $"{Prefix}{Guid.NewGuid():N}.tmp"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        try
        {
            if (export.Write(file, from, to, stream, cancellation) is { } written)
            {
                file.Position = 0;
                return (file, written);
            }

            file.Dispose();
            return null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
