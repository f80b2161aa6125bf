using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>
/// Reads when a server's certificate expires, in a handshake of its own: a certificate that is refused can be read all the
/// same, and a connection that is kept for long would show an old one.
/// </summary>
internal static class CertificateReader
{
    /// <summary>The first expiry among the certificates that the server shows; null when it shows none.</summary>
    public static async Task<DateTimeOffset?> ExpiryAsync(Uri address, TimeSpan timeout, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(timeout);
        DateTimeOffset? expiry = null;
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(address.IdnHost, address.Port, limit.Token);
            await using var stream = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false);
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = address.IdnHost,
                    CertificateChainPolicy = new()
                    {
                        RevocationMode = X509RevocationMode.NoCheck,
                        DisableCertificateDownloads = true,
                    },
                    // Nothing is sent over this connection, so nothing depends on whose certificate it is: the probes that send
                    // refuse a bad one.
#pragma warning disable CA5359
                    RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                    {
                        expiry = Earliest(certificate, chain);
                        return true;
                    },
#pragma warning restore CA5359
                },
                limit.Token
            );
            return expiry;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return expiry;
        }
        catch (Exception problem)
            when (problem is SocketException or IOException or AuthenticationException or InvalidOperationException)
        {
            return expiry;
        }
    }

    private static DateTimeOffset? Earliest(X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return null;
        }

        // What the server sent besides: an intermediate that expires takes the leaf with it.
        return (chain?.ChainPolicy.ExtraStore ?? [])
            .Append(leaf)
            .Min(one => new DateTimeOffset(one.NotAfter).ToUniversalTime());
    }
}
