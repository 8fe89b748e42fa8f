using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Serving;

/// <summary>The certificate of a server, from a .pfx file. Its password comes from the environment: a command line is seen by others.</summary>
internal static class ServerCertificate
{
    /// <summary>The environment variable of the password.</summary>
    public const string PasswordVariable = "GYOSEIFLOW_CERTIFICATE_PASSWORD";

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandFailure">It can't be read, the password is wrong, or there is no private key in it.</exception>
    public static X509Certificate2 Read(string path, string? password)
    {
        var certificate = Load(path, password);
        if (certificate.HasPrivateKey)
        {
            return certificate;
        }

        certificate.Dispose();
        throw new CommandFailure($"{path}: 秘密鍵が入っていません。秘密鍵を含めて書き出した .pfx ファイルを指定してください。");
    }

    private static X509Certificate2 Load(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12(File.ReadAllBytes(path), password);
        }
        catch (CryptographicException e)
        {
            throw new CommandFailure(
                $"{path}: 証明書を読めません。.pfx ファイルであることと、環境変数 {PasswordVariable} のパスワードを確かめてください。", e);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{path}: 証明書を読めません。{DiskTrouble.Explain(e)}", e);
        }
    }
}
