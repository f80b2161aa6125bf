using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Deployers;

/// <summary>The deployer configured for a component of an environment.</summary>
internal sealed class DeployerFactory(WatchdogOptions options)
{
    public IDeployer Of(string environment, Component component) =>
        new CommandDeployer(environment, component, options.Environments[environment].Deployers[component]);
}
