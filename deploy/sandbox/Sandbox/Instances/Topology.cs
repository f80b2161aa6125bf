namespace Mcpx.Sandbox.Instances;

/// <summary>Environments, instances and their ports, all derived from one base port.</summary>
internal sealed class Topology(int portBase, IReadOnlyList<string> environments)
{
    public const string FirstTag = "v1.8.2";
    public const string Rtm = "RTM";
    public static readonly string[] Known = ["Alpha", "Beta", Rtm, "Prod"];

    public IReadOnlyList<string> Environments => environments;

    public int ControlPort => portBase + 10;

    public Uri Dashboard => Local(portBase);

    public Uri Watchdog => Local(portBase + 1);

    public Uri Control => Local(ControlPort);

    /// <summary>The instances of the environments that are switched on.</summary>
    public IEnumerable<InstanceSpec> Instances => environments.SelectMany(InstancesOf);

    /// <summary>The instances an environment has, switched on or not.</summary>
    public IReadOnlyList<InstanceSpec> InstancesOf(string environment)
    {
        var first = portBase + 20 + (10 * Array.IndexOf(Known, environment));
        var one = new InstanceSpec(environment, "api-1", PortalComponent.Api, first);
        var two = new InstanceSpec(environment, "api-2", PortalComponent.Api, first + 1);
        var web = new InstanceSpec(environment, "web-1", PortalComponent.Web, first + 2)
        {
            ApiAddresses = [one.Address, two.Address],
        };
        return [one, two, web];
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}
