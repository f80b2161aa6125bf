using System.Text;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Pipelines;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Slack;
using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Configuration;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Hosting;

/// <summary>Everything the dashboard is started with, read and checked once; <c>check-config</c> and the start see the same.</summary>
/// <param name="Options">Section <c>Dashboard</c>.</param>
/// <param name="SignIn">How people and programs come in.</param>
/// <param name="Store">Where the store lies.</param>
/// <param name="Refusals">Why the program must not start, a line for each reason with key and value; never a secret.</param>
internal sealed record HostSettings(
    DashboardOptions Options,
    SignInMode SignIn,
    StorePlace Store,
    IReadOnlyList<string> Refusals
)
{
    private const string Section = "Dashboard";

    /// <summary>Whether and how people answer from Slack.</summary>
    public SlackMode Slack { get; private init; } = new(new(), "");

    /// <summary>Pipelines that sign.</summary>
    public IReadOnlyDictionary<string, Pipeline> Pipelines { get; private init; } = new Dictionary<string, Pipeline>();

    /// <summary>Reads both sections; every error is found, whichever section it stands in.</summary>
    public static HostSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var signIn = SignInMode.Decide(configuration, environment);
        var section = configuration.GetSection(Section);
        var errors = SectionCheck.Errors(section, typeof(DashboardOptions)).ToList();
        var options = errors.Count == 0 ? section.Get<DashboardOptions>() ?? new() : new();
        errors.AddRange(options.Check(name => Encoding.UTF8.GetByteCount(configuration[name] ?? "")));
        var server = ServerOf(options, configuration, errors);
        return new(
            options,
            signIn,
            new(options.DataDirectory, server),
            [
                .. signIn.Refusal is { } refusal ? refusal.Split(Environment.NewLine) : [],
                .. errors.Select(static error => $"{error}"),
                .. SecretsOf(signIn, options)
                    .Select(name => SecretOrigin.Problem(configuration, name))
                    .OfType<string>(),
            ]
        )
        {
            Slack = new(options.Slack, configuration[options.Slack.SigningSecretVariable] ?? ""),
            Pipelines = options.Pipelines.ToDictionary(
                static pair => pair.Key,
                pair => new Pipeline(
                    pair.Key,
                    Encoding.UTF8.GetBytes(configuration[pair.Value.SecretVariable] ?? ""),
                    pair.Value.Environments
                ),
                StringComparer.Ordinal
            ),
        };
    }

    private static IEnumerable<string> SecretsOf(SignInMode signIn, DashboardOptions options) =>
        new[]
        {
            signIn.SecretVariable,
            options.Slack.SigningSecretVariable,
            options.Store.ConnectionVariable,
            LiveRegistration.Token,
        }
            .Concat(options.Pipelines.Values.Select(static pipeline => pipeline.SecretVariable))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static StoreConnection? ServerOf(
        DashboardOptions options,
        IConfiguration configuration,
        List<ConfigurationError> errors
    )
    {
        if (options.Store.ConnectionVariable is not { Length: > 0 } variable)
        {
            return null;
        }

        StoreConnection? server = null;
        var problem = configuration[variable] is { Length: > 0 } text
            ? StoreConnection.Read(text, out server)
            : "is not set";
        if (problem is not null)
        {
            errors.Add(
                new($"{Section}:Store:ConnectionVariable", variable, $"names an environment variable that {problem}")
            );
        }

        return server;
    }
}
