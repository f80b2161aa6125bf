using Azure.Core;
using Azure.Identity;

namespace Mcpx.Watchdog.Deployers.Azure;

/// <summary>Our own identity's token for Azure Resource Manager; the credential renews it.</summary>
internal sealed class AzureToken(TokenCredential credential, string address)
{
    /// <summary>A machine that offers nothing may take its time to say so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The token.</summary>
    /// <exception cref="DeployerUnavailableException">There is none.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var token = await credential.GetTokenAsync(new([$"{address.TrimEnd('/')}/.default"]), limit.Token);
            return token.Token;
        }
        catch (AuthenticationFailedException problem)
        {
            throw None(problem.Message.Split('\n')[0].TrimEnd(), problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw None($"no answer within {Patience.TotalSeconds:0} s", problem);
        }
    }

    private static DeployerUnavailableException None(string why, Exception problem) =>
        new($"Azure gave no token: {why}", problem) { NothingSent = true };
}
