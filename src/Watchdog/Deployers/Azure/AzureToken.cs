using Azure.Core;
using Azure.Identity;

namespace Mcpx.Watchdog.Deployers.Azure;

/// <summary>Our own identity's token for Azure Resource Manager; the credential renews it.</summary>
internal sealed class AzureToken(TokenCredential credential, string address)
{
    /// <summary>The token.</summary>
    /// <exception cref="DeployerUnavailableException">There is none.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var token = await credential.GetTokenAsync(new([$"{address.TrimEnd('/')}/.default"]), cancellation);
            return token.Token;
        }
        catch (AuthenticationFailedException problem)
        {
            throw new DeployerUnavailableException(
                $"Azure gave no token: {problem.Message.Split('\n')[0].TrimEnd()}",
                problem
            )
            {
                NothingSent = true,
            };
        }
    }
}
