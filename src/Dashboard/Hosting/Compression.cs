using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// Style sheets and scripts are sent compressed. What was compressed when it was built is sent so; the rest, MudBlazor's above all
/// (627 KB of style), is compressed here, once a browser, which keeps it for ever.
/// </summary>
internal static class Compression
{
    // Only what is the same for everybody, so that its length tells nothing over TLS. No pages and no answers of the API.
    private static readonly string[] Types = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];

    public static void AddCompression(this WebApplicationBuilder builder)
    {
        // While it develops the platform takes assets for being edited, and serves what was compressed anew and without compressing it,
        // MudBlazor's too. Only who does edit them needs that.
        if (Environment.GetEnvironmentVariable("DOTNET_WATCH") is null)
        {
            builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        }

        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Types;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(static options =>
            options.Level = CompressionLevel.Optimal
        );
    }
}
