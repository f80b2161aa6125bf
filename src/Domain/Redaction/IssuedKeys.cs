namespace Mcpx.Domain.Redaction;

/// <summary>Keys that tell by themselves who issued them: the formats their issuers document, lengths taken generously.</summary>
internal static class IssuedKeys
{
    public static IReadOnlyList<SecretShape> All { get; } =
    [
        // A block without an end takes the rest with it: better too much than half a key.
        new(
            "private key",
            ["PRIVATE KEY"],
            "-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----([^-]|-{1,4}[^-])*(-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----)?"
        ),
        new("age key", ["AGE-SECRET-KEY-"], "AGE-SECRET-KEY-1[A-Z0-9]{20,}"),
        new("JSON web token", ["eyJ"], @"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{4,}(\.[A-Za-z0-9_-]*){0,3}"),
        new("AWS access key", ["AKIA", "ASIA", "ABIA", "ACCA"], @"\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,16}\b"),
        new("Azure DevOps token", ["AZDO"], @"\b[A-Za-z0-9]{60,80}AZDO[A-Za-z0-9]{4}"),
        new("Entra client secret", ["Q~"], @"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{25,40}"),
        new(
            "GitHub token",
            ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
            @"\b(gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,})"
        ),
        new(
            "GitLab token",
            ["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-"],
            @"\bgl(pat|dt|rt|cbt|ptt|ft|soat)-[A-Za-z0-9_.-]{16,}"
        ),
        new("Slack token", ["xox", "xapp-"], @"\b(xox[a-z](\.xox[a-z])?|xapp)-[A-Za-z0-9-]{10,}"),
        new(
            "Slack webhook",
            ["hooks.slack"],
            @"\bhooks\.slack(-gov)?\.com/(services|workflows|triggers)/(?<secret>[A-Za-z0-9/+_-]{8,})"
        ),
        new(
            "Teams webhook",
            ["webhook.office.com", "logic.azure.com"],
            @"\bwebhook\.office\.com/webhookb2/(?<secret>[A-Za-z0-9/@_-]{8,})"
        ),
        new("Discord webhook", ["discord"], @"\bdiscord(app)?\.com/api/webhooks/[0-9]+/(?<secret>[A-Za-z0-9_-]{8,})"),
        new("Google API key", ["AIza"], @"\bAIza[A-Za-z0-9_-]{25,}"),
        new("Google client secret", ["GOCSPX-"], @"\bGOCSPX-[A-Za-z0-9_-]{16,}"),
        new("Google access token", ["ya29."], @"\bya29\.[A-Za-z0-9_.-]{16,}"),
        new(
            "Stripe key",
            ["sk_", "rk_", "whsec_"],
            @"\b((sk|rk)_(live|test|prod)_[A-Za-z0-9]{12,}|whsec_[A-Za-z0-9+/=]{16,})"
        ),
        new("SendGrid key", ["SG."], @"\bSG\.[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{12,}"),
        new("MCPX Watchdog key", ["mcpx_"], @"\bmcpx_[A-Za-z0-9_-]{32,}"),
        new("npm token", ["npm_"], @"\bnpm_[A-Za-z0-9]{24,}"),
        new("PyPI token", ["pypi-"], @"\bpypi-[A-Za-z0-9_-]{32,}"),
        new("NuGet key", ["oy2"], @"\boy2[a-z0-9]{43}\b"),
        new("Twilio key", ["SK"], @"\bSK[0-9a-f]{32}\b"),
        new(
            "model provider's key",
            ["sk-"],
            @"\bsk-((ant|proj|svcacct|admin|or)-)?[A-Za-z0-9_-]{20,}",
            value => value.Any(char.IsAsciiDigit)
        ),
        new("Hugging Face token", ["hf_"], @"\bhf_[A-Za-z0-9]{24,}"),
        new("Vault token", ["hvs.", "hvb.", "hvr."], @"\bhv[sbr]\.[A-Za-z0-9_-]{20,}"),
        new("Terraform token", [".atlasv1."], @"\b[A-Za-z0-9]{10,}\.atlasv1\.[A-Za-z0-9_-]{20,}"),
        new("DigitalOcean token", ["dop_v1_", "doo_v1_", "dor_v1_"], @"\bdo[opr]_v1_[a-f0-9]{32,}"),
        new("Shopify token", ["shp"], @"\bshp(at|ca|pa|ss)_[a-fA-F0-9]{24,}"),
        new("Databricks token", ["dapi"], @"\bdapi[a-f0-9]{32}(-[0-9])?\b"),
        new("Grafana token", ["glsa_", "glc_"], @"\bgl(sa|c)_[A-Za-z0-9+/=_]{24,}"),
        new("New Relic key", ["NRAK-"], @"\bNRAK-[A-Z0-9]{20,}"),
        new("Sentry token", ["sntrys_", "sntryu_"], @"\bsntry[su]_[A-Za-z0-9+/=_-]{24,}"),
        new("Telegram token", [":AA"], @"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}"),
    ];
}
