using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Mvc;

namespace Mcpx.Dashboard.Api;

/// <summary>What a person saw on the pages while a run's validation waits for it, and the screenshots they sent.</summary>
internal static class AttestationEndpoints
{
    public static void MapAttestations(this RouteGroupBuilder api)
    {
        // The picture is the body, not a form: no page of another site can send one in a person's name.
        IncidentEndpoints.Describe(
            api.MapPost("/incidents/{id}/attest", AttestAsync)
                .WithMetadata(new RequestSizeLimitAttribute(Limits.LargestPicture))
                .Accepts<byte[]>("image/png", "image/jpeg"),
            "Says what a person saw on the pages that the run asks about. The body is the screenshot, PNG or JPEG of at most 5 MiB; with well=false it may be left out."
        );
        api.MapGet("/incidents/{id}/pictures/{sha256}", Picture)
            .WithSummary("A screenshot of an attestation.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The whole body; null when it is larger than any picture may be.</summary>
    internal static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            content.Write(buffer, 0, read);
            if (content.Length > AttestedPicture.Largest)
            {
                return null;
            }
        }

        return content.ToArray();
    }

    private static async Task<IResult> AttestAsync(
        string id,
        bool well,
        string words,
        HttpRequest request,
        ClaimsPrincipal user,
        AttestationLog log,
        CancellationToken cancellation
    ) =>
        await ReadAsync(request.Body, cancellation) is { } content
            ? IncidentEndpoints.Answer(log.Give(id, well, words, content, ActorOf.From(Person.From(user)!)))
            : Results.Problem(
                "The screenshot is larger than 5 MiB.",
                statusCode: StatusCodes.Status413PayloadTooLarge,
                title: "Too large"
            );

    private static IResult Picture(string id, string sha256, Db.Store store) =>
        store.Pictures.Find(id, sha256) is var (kind, content)
            ? Results.File(content, $"image/{kind}")
            : Results.Problem(
                $"{id} has no picture {sha256}.",
                statusCode: StatusCodes.Status404NotFound,
                title: "Unknown"
            );
}
