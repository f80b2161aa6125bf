using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mcpx.Launcher.Up;

/// <summary>One port and who gets it.</summary>
/// <param name="Key">For example <c>dashboard</c> or <c>Prod/web-1</c>.</param>
/// <param name="Number">TCP port on 127.0.0.1.</param>
internal sealed record Port(string Key, int Number);

/// <summary>All ports of one run, derived from one number.</summary>
/// <param name="Base">The dashboard's port, 1 to 65481. Default 5080.</param>
/// <param name="All">Every port that must be free.</param>
internal sealed record PortPlan(int Base, IReadOnlyList<Port> All)
{
    /// <summary>The dashboard's port when <c>--port-base</c> is not given.</summary>
    public const int DefaultBase = 5080;

    /// <summary>The highest base that leaves room for the last instance.</summary>
    public const int HighestBase = 65535 - HighestOffset;

    private const int HighestOffset = 54;

    private static readonly (string Name, int Offset)[] Known =
    [
        ("Alpha", 20),
        ("Beta", 30),
        ("RTM", 40),
        ("Prod", 50),
    ];

    // In the order of their ports.
    private static readonly string[] Instances = ["api-1", "api-2", "web-1", "api-3", "api-4"];

    /// <summary>The fewest API instances an environment can have, and how many it has when nobody says.</summary>
    public const int FewestApis = 2;

    /// <summary>The most API instances an environment can have.</summary>
    public const int MostApis = 4;

    /// <summary>The environments the sandbox can run, in promotion order.</summary>
    public static IReadOnlyList<string> KnownEnvironments { get; } = [.. Known.Select(environment => environment.Name)];

    /// <summary>The environments that run when <c>--environments</c> is not given.</summary>
    public static IReadOnlyList<string> DefaultEnvironments { get; } = ["Alpha", "Prod"];

    /// <summary>The address people open.</summary>
    public Uri Dashboard => Address(0);

    /// <summary>The watchdog process's own address.</summary>
    public Uri Watchdog => Address(1);

    /// <summary>The sandbox's control.</summary>
    public Uri Control => Address(10);

    /// <summary>Lays out the ports.</summary>
    /// <param name="portBase">The dashboard's port, already checked.</param>
    /// <param name="environments">Names out of <see cref="KnownEnvironments"/>.</param>
    /// <param name="apis">API instances of each, <see cref="FewestApis"/> to <see cref="MostApis"/>.</param>
    public static PortPlan For(int portBase, IEnumerable<string> environments, int apis = FewestApis) =>
        new(
            portBase,
            [
                new Port("dashboard", portBase),
                new Port("watchdog", portBase + 1),
                new Port("sandbox control", portBase + 10),
                .. from known in Known
                where environments.Contains(known.Name, StringComparer.Ordinal)
                from index in Enumerable.Range(0, apis + 1)
                select new Port($"{known.Name}/{Instances[index]}", portBase + known.Offset + index),
            ]
        );

    /// <summary>The ports that another process holds now.</summary>
    public IReadOnlyList<Port> Busy() => [.. All.Where(port => !IsFree(port.Number))];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Uri Address(int offset) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Base + offset}"));
}
