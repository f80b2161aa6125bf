using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Mcpx.Dashboard.Auth;

/// <summary>How often one caller may knock and call. Far above what people and pipelines need; a loop that ran away meets it.</summary>
internal static class Limits
{
    /// <summary>The name of the limit on signing in.</summary>
    public const string Door = nameof(Door);

    /// <summary>Sign-ins of one address in a minute.</summary>
    public const int DoorPerMinute = 60;

    /// <summary>API calls of one caller in a minute, and how many may come at once.</summary>
    public const int CallsPerMinute = 3_000;

    /// <summary>
    /// Requests of one address in a second, whoever it says it is: before a cookie, a key or a signature is looked at. A
    /// whole house behind one proxy stays far below.
    /// </summary>
    public const int RequestsPerSecond = 500;

    /// <summary>How many requests of one address may come at once.</summary>
    public const int RequestsAtOnce = 5_000;

    /// <summary>The largest body of a call that says nothing else, in bytes.</summary>
    public const long LargestBody = 1024 * 1024;

    /// <summary>The largest body of all: a screenshot.</summary>
    public const long LargestPicture = Domain.Incidents.AttestedPicture.Largest + 64 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static server => server.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddRateLimiter(static options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = static (rejected, _) => new(RefuseAsync(rejected.HttpContext, rejected.Lease));
            options.AddPolicy(
                Door,
                static context =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        AddressOf(context),
                        static _ => new() { PermitLimit = DoorPerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
            );
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(static context =>
                context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                    ? RateLimitPartition.GetTokenBucketLimiter(
                        CallerOf(context),
                        static _ =>
                            new()
                            {
                                TokenLimit = CallsPerMinute,
                                TokensPerPeriod = CallsPerMinute / 60,
                                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                            }
                    )
                    : RateLimitPartition.GetNoLimiter("")
            );
        });
    }

    /// <summary>Turns away an address that floods, before anything is computed for it.</summary>
    public static void UseFloodGate(this IApplicationBuilder app)
    {
        var gate = PartitionedRateLimiter.Create<HttpContext, string>(static context =>
            RateLimitPartition.GetTokenBucketLimiter(
                AddressOf(context),
                static _ =>
                    new()
                    {
                        TokenLimit = RequestsAtOnce,
                        TokensPerPeriod = RequestsPerSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    }
            )
        );
        app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopped.Register(gate.Dispose);
        app.Use(
            async (context, next) =>
            {
                using var lease = gate.AttemptAcquire(context);
                await (lease.IsAcquired ? next(context) : RefuseAsync(context, lease));
            }
        );
    }

    /// <summary>Who is signed in counts by name, whoever is not by address.</summary>
    private static string CallerOf(HttpContext context) => Person.From(context.User)?.Id ?? AddressOf(context);

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async Task RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        context.Response.Headers.RetryAfter = (
            lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1
        ).ToString(CultureInfo.InvariantCulture);
        await Results
            .Problem("Too many requests; wait as long as Retry-After says.", statusCode: 429, title: "Too many")
            .ExecuteAsync(context);
    }
}
