using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mcpx.Benchmarks.Probes;

/// <summary>A portal that is well. Under <c>/close</c> it ends every connection after its answer.</summary>
internal static class AnswerServer
{
    public const string Role = "serve-answers";

    private static readonly byte[] Healthy = "{\"status\":\"Healthy\"}"u8.ToArray();

    public static void Run()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context =>
        {
            if (context.Request.Path.StartsWithSegments("/close", StringComparison.Ordinal))
            {
                context.Response.Headers.Connection = "close";
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Healthy.Length;
            return context.Response.Body.WriteAsync(Healthy).AsTask();
        });
        app.StartAsync().GetAwaiter().GetResult();
        Console.WriteLine(new Uri(app.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture));
        Console.ReadLine();
    }
}
