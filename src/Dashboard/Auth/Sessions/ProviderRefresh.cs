using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mcpx.Dashboard.Auth.Sessions;

/// <summary>
/// Asks the provider with somebody's refresh token who they are now. A provider that is away is left alone for a while, whoever is asked
/// for: everybody would wait for it otherwise, at every click of an incident.
/// </summary>
internal sealed class ProviderRefresh(IOptionsMonitor<OpenIdConnectOptions> monitor, TimeProvider time)
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a provider that is away is not asked again.</summary>
    public static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 256 * 1024;
    private long _awayUntil;

    /// <summary>Asks, at most one at a time while the provider is away.</summary>
    /// <remarks>
    /// Not given up when the page is closed that asked: the refresh token may be used by then, and its successor would be lost.
    /// </remarks>
    public async Task<RefreshAnswer> AskAsync(string refreshToken, string subject)
    {
        var known = Interlocked.Read(ref _awayUntil);
        var now = time.GetUtcNow();
        if (
            known != 0
            && (
                now.Ticks < known
                || Interlocked.CompareExchange(ref _awayUntil, (now + LeftAlone).Ticks, known) != known
            )
        )
        {
            return new RefreshAnswer.Unknown("the provider was away a moment ago");
        }

        var (answer, isAway) = await AskNowAsync(refreshToken, subject);
        Interlocked.Exchange(ref _awayUntil, isAway ? (time.GetUtcNow() + LeftAlone).Ticks : 0);
        return answer;
    }

    private async Task<(RefreshAnswer Answer, bool IsAway)> AskNowAsync(string refreshToken, string subject)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            var options = monitor.Get(OpenIdConnectDefaults.AuthenticationScheme);
            var provider = await options.ConfigurationManager!.GetConfigurationAsync(limit.Token);
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["grant_type"] = "refresh_token",
                    ["refresh_token"] = refreshToken,
                    ["client_id"] = options.ClientId!,
                    ["client_secret"] = options.ClientSecret!,
                    ["scope"] = string.Join(' ', options.Scope),
                }
            );
            using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint) { Content = form };
            using var answer = await options.Backchannel.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                limit.Token
            );
            using var body = await ReadAsync(answer.Content, limit.Token);
            return answer.IsSuccessStatusCode ? (await TakeAsync(body.RootElement, options, provider, subject), false)
                : (int)answer.StatusCode < 500
                && Text(body.RootElement, "error") is "invalid_grant" or "interaction_required"
                    ? (new RefreshAnswer.Refused("the provider does not let them in any more"), false)
                : (
                    new RefreshAnswer.Unknown($"the provider answered {(int)answer.StatusCode}"),
                    // It does not know us, has too much to do, or is broken: that is nobody's session.
                    (int)answer.StatusCode
                        is 401
                            or 429
                            or >= 500
                );
        }
        catch (Exception problem)
            when (problem
                    is HttpRequestException
                        or IOException
                        or JsonException
                        or InvalidOperationException
                        or OperationCanceledException
            )
        {
            return (new RefreshAnswer.Unknown($"the provider cannot be reached ({problem.GetType().Name})"), true);
        }
    }

    private static async Task<RefreshAnswer> TakeAsync(
        JsonElement body,
        OpenIdConnectOptions options,
        OpenIdConnectConfiguration provider,
        string subject
    )
    {
        if (Text(body, "id_token") is not { } idToken)
        {
            return new RefreshAnswer.Unknown("the provider sent no identity token");
        }

        var parameters = options.TokenValidationParameters.Clone();
        parameters.ValidAudience = options.ClientId;
        parameters.IssuerSigningKeys = (parameters.IssuerSigningKeys ?? []).Concat(provider.SigningKeys);
        if (parameters.IssuerValidator is null && parameters.ValidIssuer is null)
        {
            parameters.ValidIssuer = provider.Issuer;
        }

        var token = await options.TokenHandler.ValidateTokenAsync(idToken, parameters);
        return !token.IsValid
                ? new RefreshAnswer.Unknown($"the provider's token is not valid ({token.Exception.GetType().Name})")
            : token.ClaimsIdentity.FindFirst("sub")?.Value != subject
                ? new RefreshAnswer.Refused("the provider answered with another person")
            : new RefreshAnswer.Known(new ClaimsPrincipal(token.ClaimsIdentity), Text(body, "refresh_token"));
    }

    /// <summary>However much somebody sends, little of it is kept.</summary>
    private static async Task<JsonDocument> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return JsonDocument.Parse(buffer.AsMemory(0, read));
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
