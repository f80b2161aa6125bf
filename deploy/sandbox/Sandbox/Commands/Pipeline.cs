using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

/// <summary>One deployment as a pipeline does it.</summary>
internal sealed class Pipeline(ControlClient control, DashboardClient dashboard)
{
    private const string Guarded = "Prod";

    public async Task CheckEnvironmentAsync(string environment, CancellationToken cancellationToken) =>
        (await control.LookAsync(cancellationToken)).Find(environment);

    /// <summary>Deploys one component; false when the gate or the deployer refused.</summary>
    public async Task<bool> DeployAsync(OperationRequest request, bool force, CancellationToken cancellationToken)
    {
        if (!await MayGoOnAsync(request, force, cancellationToken))
            return false;
        var id = $"sandbox-{Guid.NewGuid():N}-{request.Component}";
        await dashboard.ReportAsync(id, request, "started", "by the sandbox's pipeline", cancellationToken);
        try
        {
            var operation = await control.FollowAsync(id, request, Console.Out.WriteLine, cancellationToken);
            var done = operation.State == OperationState.Finished;
            await dashboard.ReportAsync(id, request, done ? "finished" : "failed", operation.Detail, cancellationToken);
            return done;
        }
        catch (HttpRequestException error)
        {
            await dashboard.ReportAsync(id, request, "failed", error.Message, cancellationToken);
            throw;
        }
    }

    private async Task<bool> MayGoOnAsync(OperationRequest request, bool force, CancellationToken cancellationToken)
    {
        var gate = await dashboard.AskGateAsync(request, cancellationToken);
        if (gate.Answer == GateAnswer.Open)
            return true;
        await Console.Error.WriteLineAsync(gate.Reason);
        if (gate.Answer == GateAnswer.None && !string.Equals(request.Environment, Guarded, StringComparison.Ordinal))
            return true;
        await Console.Error.WriteLineAsync(
            force ? "Deploying all the same, because of --force."
            : gate.Answer == GateAnswer.None ? $"A gate that does not answer is closed for {Guarded}; --force goes on."
            : "Nothing was deployed; --force goes on."
        );
        return force;
    }
}
