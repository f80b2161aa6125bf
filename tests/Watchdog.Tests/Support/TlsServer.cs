using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A server that speaks TLS with the certificate it is given, and answers every request with "ok".</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public TlsServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(_certificate);
                await stream.ReadExactlyAsync(new byte[16]);
                await stream.WriteAsync(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray()
                );
            }
            catch (Exception gone) when (gone is IOException or AuthenticationException)
            {
                // The client did not like it.
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
