namespace Mcpx.Sandbox.Instances;

/// <summary>Environments, instances and their ports, all derived from one base port.</summary>
/// <param name="portBase">First port of the range.</param>
/// <param name="environments">Environments that are switched on.</param>
/// <param name="apiInstances">API instances of each environment, <see cref="FewestApis"/> to <see cref="MostApis"/>.</param>
internal sealed class Topology(int portBase, IReadOnlyList<string> environments, int apiInstances = Topology.FewestApis)
{
    public const int FewestApis = 2;
    public const int MostApis = 4;
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
        // The web keeps its port whatever the number: api-3 and api-4 come behind it.
        InstanceSpec[] apis =
        [
            .. Enumerable
                .Range(0, apiInstances)
                .Select(i => new InstanceSpec(
                    environment,
                    $"api-{i + 1}",
                    PortalComponent.Api,
                    first + (i < FewestApis ? i : i + 1)
                )),
        ];
        var web = new InstanceSpec(environment, "web-1", PortalComponent.Web, first + FewestApis)
        {
            ApiAddresses = [.. apis.Select(api => api.Address)],
        };
        return [.. apis, web];
    }

    private static Uri Local(int port) => new($"http://127.0.0.1:{port}");
}
