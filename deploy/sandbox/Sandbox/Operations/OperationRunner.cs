namespace Mcpx.Sandbox.Operations;

/// <summary>Carries out operations in the background, each to an end that its caller can ask for.</summary>
internal sealed class OperationRunner(
    RollingDeploy deploy,
    SettingRevert revert,
    OperationBook book,
    IHostApplicationLifetime application,
    ILogger<OperationRunner> logger
)
{
    /// <summary>Carries out an operation that has just been begun.</summary>
    public void Start(Operation operation) => _ = RunAsync(operation, application.ApplicationStopping);

    private async Task RunAsync(Operation operation, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            if (operation.Setting is { } setting)
                await revert.RunAsync(operation, setting, stopping);
            else
                await deploy.RunAsync(operation, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.OperationInterrupted(logger, operation.Key);
        }
#pragma warning disable CA1031 // Whatever goes wrong is the end of this operation, and its caller must hear of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.OperationFailed(logger, operation.Key, error);
            book.End(operation.Key, OperationState.Failed, error.Message);
        }
    }
}
