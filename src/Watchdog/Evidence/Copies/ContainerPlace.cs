using System.Globalization;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.Sites;

namespace Mcpx.Watchdog.Evidence.Copies;

/// <summary><c>INCIDENT/part-N.zip</c> in a container of Azure Blob Storage, created only where nothing is, and read back.</summary>
internal sealed class ContainerPlace(BlobContainer container, string name) : ICopyPlace
{
    public string Name => name;

    public async Task CopyAsync(
        string incident,
        int part,
        string sha256,
        Func<Stream> open,
        CancellationToken cancellation
    )
    {
        var blob = string.Create(
            CultureInfo.InvariantCulture,
            $"{Domain.Evidence.EvidencePath.Part(incident)}/part-{part}.zip"
        );
        try
        {
            var refused = await container.CreateAsync(blob, open, cancellation);
            if (await container.DigestAsync(blob, cancellation) is not { } digest)
            {
                throw new CopyFailedException($"{blob} was not taken{(refused is null ? "" : $": {refused}")}");
            }

            if (digest != sha256)
            {
                throw new CopyFailedException($"{blob} is there and is not what was sealed");
            }
        }
        catch (DeployerUnavailableException problem)
        {
            throw new CopyFailedException(problem.Message, problem);
        }
    }
}
