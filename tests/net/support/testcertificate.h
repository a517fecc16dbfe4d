// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Throw-away certificates, made while the test runs so that no key lies in the tree. Each is its own
// root: whoever trusts its PEM trusts the server that shows it.
#pragma once

#include <QByteArray>
#include <QSslCertificate>
#include <QSslKey>

#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace busload::test {

struct TestCertificate
{
    QByteArray pem;
    QSslCertificate certificate;
    QSslKey key;
};

//! A self-signed certificate for the given alternative names ("IP:127.0.0.1,DNS:localhost"), valid
//! from a day ago until `validForSeconds` from now (less than 0: expired).
inline TestCertificate makeCertificate(const QByteArray &names, long validForSeconds = 86400)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
                                                                  &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), &X509_free);
    X509_set_version(x509.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -86400);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), validForSeconds);
    X509_set_pubkey(x509.get(), key.get());
    X509_NAME *name = X509_get_subject_name(x509.get());
    const QByteArray common("busload test");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>(common.constData()),
                               static_cast<int>(common.size()), -1, 0);
    X509_set_issuer_name(x509.get(), name);
    X509V3_CTX context;
    X509V3_set_ctx(&context, x509.get(), x509.get(), nullptr, nullptr, 0);
    for (const auto &[id, value] : {std::pair<int, QByteArray>{NID_basic_constraints, "critical,CA:TRUE"},
                                    std::pair<int, QByteArray>{NID_subject_alt_name, names}}) {
        X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
        X509_add_ext(x509.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_sign(x509.get(), key.get(), EVP_sha256());

    const auto text = [](auto write) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
        write(bio.get());
        char *data = nullptr;
        const long size = BIO_get_mem_data(bio.get(), &data);
        return QByteArray(data, size);
    };
    TestCertificate result;
    result.pem = text([&](BIO *bio) { PEM_write_bio_X509(bio, x509.get()); });
    result.certificate = QSslCertificate(result.pem, QSsl::Pem);
    result.key = QSslKey(
        text([&](BIO *bio) { PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); }),
        QSsl::Ec);
    return result;
}

} // namespace busload::test
