namespace Mcpx.Domain.Configuration;

/// <summary>How mail is sent, and who is told by it how an incident goes (docs/paging.md).</summary>
public sealed record MailOptions
{
    /// <summary>The server, for example <c>smtp.example.com</c>.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its port. Default 587.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the connection is secured. Default <see cref="MailTls.StartTls"/>.</summary>
    public MailTls Tls { get; init; } = MailTls.StartTls;

    /// <summary>Who signs in; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>Variable that holds the password. Default <c>MCPX_MAIL_PASSWORD</c>; counts with <see cref="User"/> only.</summary>
    public string PasswordVariable { get; init; } = "MCPX_MAIL_PASSWORD";

    /// <summary>From whom.</summary>
    public string From { get; init; } = "";

    /// <summary>Who gets the status notes. Default: nobody.</summary>
    public IReadOnlyList<string> Stakeholders { get; init; } = [];

    /// <summary>For a whole message. Default 15 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            errors.Add(new($"{key}:Host", Host, "must be a host name"));
        }

        if (Port is < 1 or > 65_535)
        {
            errors.Add(new($"{key}:Port", FormattableString.Invariant($"{Port}"), "must be from 1 to 65535"));
        }

        if (User is not null)
        {
            DeployerChecks.Needed(errors, $"{key}:PasswordVariable", PasswordVariable);
            if (Tls == MailTls.None && Host is not ("localhost" or "127.0.0.1" or "::1"))
            {
                errors.Add(new($"{key}:Tls", "None", "must be StartTls or Tls, because a password is sent there"));
            }
        }

        MailChecks.Address(errors, $"{key}:From", From);
        for (var i = 0; i < Stakeholders.Count; i++)
        {
            MailChecks.Address(errors, FormattableString.Invariant($"{key}:Stakeholders:{i}"), Stakeholders[i]);
        }

        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
    }
}

/// <summary>How a connection to a mail server is secured.</summary>
public enum MailTls
{
    /// <summary>In clear, then secured before anything is said; a server that cannot is not used.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Tls,

    /// <summary>Not at all: for a server on the machine itself, or a trusted relay without sign-in.</summary>
    None,
}
