using System.Text;
using Mcpx.Db;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Api;

/// <summary>The root-cause report and the evidence pack, served as stored.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/incidents/{id}/rca", Rca)
            .WithSummary("The report as of now: JSON, or Markdown with ?format=markdown.")
            .Produces<RcaReport>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/incidents/{id}/evidence.zip", Evidence)
            .WithSummary("The newest sealed evidence pack.")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult Rca(string id, RcaReader reader, string? format) =>
        reader.Read(id) is not { } report ? Missing($"There is no incident {id}.")
        : format == "markdown"
            ? Results.File(
                Encoding.UTF8.GetBytes(RcaMarkdown.Write(report)),
                "text/markdown; charset=utf-8",
                $"{id}-rca.md"
            )
        : Results.Ok(report);

    private static IResult Evidence(string id, Db.Store store) =>
        store.Evidence.Newest(id) is { } zip
            ? Results.File(zip, "application/zip", $"{id}-evidence.zip")
            : Missing($"No evidence was sealed for {id} yet.");

    private static IResult Missing(string text) => Results.Problem(text, statusCode: StatusCodes.Status404NotFound);
}
