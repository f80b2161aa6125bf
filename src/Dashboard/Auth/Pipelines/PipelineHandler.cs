using System.Security.Claims;
using System.Text.Encodings.Web;
using Mcpx.Domain.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Mcpx.Dashboard.Auth.Pipelines;

/// <summary>
/// Pipelines that sign what they report, and nothing else: a signature covers one body, so that it opens one call. Who is unknown
/// and whose signature is wrong get the same answer.
/// </summary>
internal sealed class PipelineHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IReadOnlyDictionary<string, Pipeline> pipelines,
    TimeProvider time
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Pipeline";
    public const string SignatureHeader = "X-Watchdog-Signature";
    private const string TimestampHeader = "X-Watchdog-Timestamp";
    private const string PipelineHeader = "X-Watchdog-Pipeline";
    private const int LargestBody = 64 * 1024;

    /// <summary>Whether a request is signed.</summary>
    public static bool Signs(HttpRequest request) =>
        request.Path == "/api/deployments" && request.Headers.ContainsKey(SignatureHeader);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        Request.EnableBuffering(LargestBody, LargestBody);
        using var body = new MemoryStream();
        try
        {
            await Request.Body.CopyToAsync(body, Context.RequestAborted);
        }
        catch (IOException)
        {
            return AuthenticateResult.Fail($"A signed report has at most {LargestBody} bytes.");
        }

        Request.Body.Position = 0;
        var known = pipelines.GetValueOrDefault(Request.Headers[PipelineHeader].ToString());
        var problem = ReportSignature.Problem(
            known?.Secret ?? [],
            Request.Headers[TimestampHeader].ToString(),
            Request.Headers[SignatureHeader].ToString(),
            body.GetBuffer().AsSpan(0, (int)body.Length),
            time.GetUtcNow()
        );
        return problem is not null ? AuthenticateResult.Fail(problem)
            // An empty secret signs as well as any other.
            : known is null ? AuthenticateResult.Fail("The signature is not that of this body and timestamp.")
            : AuthenticateResult.Success(new AuthenticationTicket(Principal(known), SchemeName));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failed = await HandleAuthenticateOnceSafeAsync();
        await Results
            .Problem(
                failed.Failure?.Message ?? "A signature is needed.",
                statusCode: StatusCodes.Status401Unauthorized,
                title: "The signature is refused"
            )
            .ExecuteAsync(Context);
    }

    private static ClaimsPrincipal Principal(Pipeline pipeline)
    {
        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(PersonClaims.Id, $"pipeline:{pipeline.Name}"));
        identity.AddClaim(new(ClaimTypes.Name, pipeline.Name));
        identity.AddClaim(new(ClaimTypes.Role, Roles.Deployer));
        // Like a key that may report deployments and nothing else.
        identity.AddClaim(new(PersonClaims.Key, pipeline.Name));
        identity.AddClaim(new(PersonClaims.Scope, KeyScopes.DeploymentsWrite));
        identity.AddClaims(pipeline.Environments.Select(static name => new Claim(PersonClaims.Environment, name)));
        return new(identity);
    }
}
