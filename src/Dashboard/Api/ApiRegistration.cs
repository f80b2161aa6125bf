using System.Text.Json.Serialization;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Slack;
using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Api;

/// <summary>The HTTP API: problem+json errors, OpenAPI at <c>/openapi/v1.json</c>.</summary>
internal static class ApiRegistration
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<UnreadableBody>();
        builder.Services.AddExceptionHandler<StoreTrouble>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddSchemaTransformer(RedactedStrings.Describe);
                options.AddOperationTransformer(CallExample.Show);
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = "MCPX Watchdog";
                        document.Info.Description =
                            "May I deploy, I deployed, something is wrong; incidents, approvals, reports and evidence.";
                        return Task.CompletedTask;
                    }
                );
            }
        );
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.Converters.Add(new RedactedStrings());
        });
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().RequireAuthorization(Policies.Access);
        var api = app.MapGroup("/api").RequireAuthorization(Policies.Access).AddEndpointFilter(RefuseWithoutStore);
        api.MapEnvironments();
        api.MapDeployments();
        api.MapIncidents();
        api.MapRuns();
        api.MapAttestations();
        api.MapDeclarations();
        api.MapHolds();
        api.MapSilences();
        api.MapFreezes();
        api.MapChannels();
        api.MapReleases();
        api.MapReports();
        api.MapReportWriting();
        api.MapScorecard();
        api.MapJournal();
        api.MapSlack();
    }

    /// <summary>Without a readable store every answer would be an empty one that looks like health.</summary>
    private static async ValueTask<object?> RefuseWithoutStore(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) =>
        context.HttpContext.RequestServices.GetRequiredService<StoreFollower>().Obstacle is { } obstacle
            ? Results.Problem(
                // A call that nobody needs to be signed in for tells a stranger nothing of the store.
                context.HttpContext.User.Identity?.IsAuthenticated == true
                    ? obstacle
                    : "Try again later.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "The store is not readable"
            )
            : await next(context);
}
