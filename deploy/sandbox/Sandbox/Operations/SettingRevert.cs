using Mcpx.Sandbox.Control;

namespace Mcpx.Sandbox.Operations;

/// <summary>Writes one key or flag back as the runbook has it (section 7): by its actor, under the operation's key.</summary>
internal sealed class SettingRevert(PortalApi portal, OperationBook book)
{
    private const string Actor = "rollback-bot";

    /// <summary>Carries out an operation that has just been begun, to its end in the book.</summary>
    public async Task RunAsync(Operation operation, Setting setting, CancellationToken stopping)
    {
        var key = operation.Key;
        var answer = await portal.SetAsync(operation.Environment!, setting, Actor, requestId: key, stopping);
        if (answer.Written is { } written)
            book.End(key, OperationState.Finished, written.Describe());
        else
            book.End(key, OperationState.Failed, answer.Reason);
    }
}
