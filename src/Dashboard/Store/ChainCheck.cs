using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;

namespace Mcpx.Dashboard.Store;

/// <summary>
/// Recomputes the journal's chain when somebody asks: one at a time for everybody, on a thread of its own, in the memory that
/// ten events take.
/// </summary>
internal sealed class ChainCheck(
    Journal journal,
    StoreFollower follower,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    private const int MostFindings = 20;
    private readonly Lock _gate = new();
    private volatile ChainState _current = new ChainUnverified();

    /// <summary>What is known now.</summary>
    public ChainState Current => _current;

    /// <summary>Raised when it changed, on any thread. Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>Begins, unless one is under way.</summary>
    /// <param name="by">For whom.</param>
    /// <returns>Ends with the verification; at once where one was under way.</returns>
    public Task Start(string by)
    {
        lock (_gate)
        {
            if (_current is ChainBeingVerified)
            {
                return Task.CompletedTask;
            }

            _current = new ChainBeingVerified(time.GetUtcNow(), by, 0, follower.State.Position);
        }

        Changed?.Invoke();
        return Task.Factory.StartNew(
            () => Run(by),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    private void Run(string by)
    {
        var started = time.GetTimestamp();
        try
        {
            var anchor = follower.State.Configuration?.Options.Journal.Anchor;
            var (report, notCompared) = Prove(anchor);
            Set(new ChainVerified(time.GetUtcNow(), time.GetElapsedTime(started), by, report, notCompared));
        }
        catch (OperationCanceledException)
        {
            Set(new ChainUnreadable(time.GetUtcNow(), "it was ended with the dashboard"));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever it was: one that stayed "being verified" would let nobody begin another.
            Set(new ChainUnreadable(time.GetUtcNow(), problem.Message));
        }
    }

    private (ProofReport Report, string? NotCompared) Prove(AnchorOptions? anchor)
    {
        if (WhyNot(anchor, out var key) is { } why)
        {
            return (journal.Prove([], Reached, lifetime.ApplicationStopping), why);
        }

        using (key)
        {
            var findings = new List<Finding>();
            var count = 0L;
            var claims = new AnchorFile(anchor!.File!).Read(
                key!,
                text =>
                {
                    if (count++ < MostFindings)
                    {
                        findings.Add(new(0, FindingKind.Anchors, text));
                    }
                }
            );
            var report = journal.Prove(claims, Reached, lifetime.ApplicationStopping);
            return (
                report with
                {
                    Findings = [.. report.Findings, .. findings],
                    FindingCount = report.FindingCount + count,
                },
                null
            );
        }
    }

    /// <summary>The dashboard holds no private key, and may be another machine than the watchdog's: that is said, and no finding.</summary>
    private static string? WhyNot(AnchorOptions? anchor, out AnchorKey? key)
    {
        key = null;
        string? problem = null;
        return anchor?.File is not { } file ? "no anchor file is configured"
            : anchor.PublicKeyFile is not { } publicKey
                ? "Watchdog:Journal:Anchor:PublicKeyFile is not set, and the dashboard has no private key"
            : !AnchorKey.TryReadPublic(publicKey, out key, out problem) ? $"{publicKey}: {problem}"
            : File.Exists(file) ? null
            : $"{file} cannot be read from here";
    }

    private void Reached(long position)
    {
        if (_current is ChainBeingVerified running)
        {
            Set(running with { Reached = position, Of = Math.Max(position, running.Of) });
        }
    }

    private void Set(ChainState state)
    {
        _current = state;
        Changed?.Invoke();
    }
}
