using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>An authority of the tests' own, trusted by nobody, and servers with its certificates.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public CertificateAuthority(DateTimeOffset from, DateTimeOffset to)
    {
        var request = new CertificateRequest("CN=Authority of the tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _root = request.CreateSelfSigned(from, to);
    }

    /// <summary>A certificate for <c>localhost</c>.</summary>
    public X509Certificate2 Issue(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_root, from, to, RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Shakes hands with whoever comes and says no more; with the authority's own certificate besides when asked.</summary>
    public HostileServer Serve(X509Certificate2 certificate, bool withRoot = false) =>
        new(peer =>
            peer.SecureAsync(SslStreamCertificateContext.Create(certificate, withRoot ? [_root] : null, offline: true))
        );

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
