// SPDX-FileCopyrightText: 2026 The Busload authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sigv4/asymmetric.h"

#include "sigv4/canonical.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <array>
#include <memory>

namespace busload::sigv4 {

namespace {

constexpr char regionSetHeader[] = "X-Amz-Region-Set";
constexpr char curve[] = "prime256v1";
constexpr int keyBytes = 32;
constexpr int lastCounter = 254;

// The order of P-256 less two, most significant byte first. Source: SEC 2, secp256r1.
constexpr std::array<unsigned char, keyBytes> orderLessTwo = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
};

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using BigNumber = std::unique_ptr<BIGNUM, Deleter<BN_clear_free>>;
using Group = std::unique_ptr<EC_GROUP, Deleter<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Deleter<EC_POINT_clear_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Deleter<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Deleter<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>>;

void wipe(QByteArray &bytes)
{
    OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
}

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

Group newGroup()
{
    return Group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
}

QByteArray keyBytesOf(const BIGNUM *number)
{
    QByteArray bytes(keyBytes, '\0');
    BN_bn2binpad(number, raw(bytes), keyBytes);
    return bytes;
}

//! The candidate plus one; null where it is past the order less two.
BigNumber privateNumberFrom(QByteArrayView candidate)
{
    // A secure number, so that parameters made of it are wiped too.
    BigNumber number(BN_secure_new());
    const BigNumber most(BN_bin2bn(orderLessTwo.data(), keyBytes, nullptr));
    if (candidate.size() != keyBytes || !BN_bin2bn(raw(candidate), keyBytes, number.get()) ||
        BN_cmp(number.get(), most.get()) > 0 || BN_add_word(number.get(), 1) != 1)
        return nullptr;
    return number;
}

BigNumber derivedPrivateNumber(const Credentials &credentials)
{
    // Source: NIST SP 800-108, counter mode, over one block of HMAC-SHA256.
    QByteArray inputKey = "AWS4A" + credentials.secretAccessKey.reveal();
    BigNumber number;
    for (int counter = 1; counter <= lastCounter && !number; ++counter) {
        const QByteArray input = QByteArray::fromHex("00000001") + ecdsaAlgorithm + '\0' + credentials.accessKeyId +
                                 char(counter) + QByteArray::fromHex("00000100");
        QByteArray candidate = hmacSha256(inputKey, input);
        number = privateNumberFrom(candidate);
        wipe(candidate);
    }
    wipe(inputKey);
    return number;
}

//! 0x04, x, y: a point as the parameters of a key have it.
QByteArray uncompressed(const PublicKey &key)
{
    return '\x04' + key.x + key.y;
}

PublicKey publicKeyFor(const BIGNUM *privateKey)
{
    const Group group = newGroup();
    const Point point(EC_POINT_new(group.get()));
    const BigNumber x(BN_new());
    const BigNumber y(BN_new());
    if (EC_POINT_mul(group.get(), point.get(), privateKey, nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_get_affine_coordinates(group.get(), point.get(), x.get(), y.get(), nullptr) != 1)
        return {};
    return {keyBytesOf(x.get()), keyBytesOf(y.get())};
}

//! `privateKey`: null for a key that only verifies. Null when the point is not on the curve.
Key keyFrom(const PublicKey &publicKey, const BIGNUM *privateKey)
{
    const QByteArray point = uncompressed(publicKey);
    const ParamBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve, 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(), size_t(point.size()));
    if (privateKey)
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, privateKey);
    const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY *key = nullptr;
    const int selection = privateKey ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) != 1)
        return nullptr;
    return Key(key);
}

//! Hex of the DER signature; empty when libcrypto cannot sign.
QByteArray signatureOver(const QByteArray &stringToSign, const Credentials &credentials)
{
    const BigNumber number = derivedPrivateNumber(credentials);
    if (!number)
        return {};
    const Key key = keyFrom(publicKeyFor(number.get()), number.get());
    const DigestContext context(EVP_MD_CTX_new());
    size_t length = 0;
    if (!key || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &length, raw(stringToSign), size_t(stringToSign.size())) != 1)
        return {};
    QByteArray signature(qsizetype(length), '\0');
    if (EVP_DigestSign(context.get(), raw(signature), &length, raw(stringToSign), size_t(stringToSign.size())) != 1)
        return {};
    signature.truncate(qsizetype(length));
    return signature.toHex();
}

} // namespace

QByteArray asymmetricScope(const QDateTime &when, const QByteArray &service)
{
    return when.toUTC().toString(u"yyyyMMdd").toLatin1() + '/' + service + "/aws4_request";
}

std::optional<Secret> privateKeyFrom(QByteArrayView candidate)
{
    const BigNumber number = privateNumberFrom(candidate);
    if (!number)
        return std::nullopt;
    return Secret(keyBytesOf(number.get()));
}

Secret derivedPrivateKey(const Credentials &credentials)
{
    const BigNumber number = derivedPrivateNumber(credentials);
    return number ? Secret(keyBytesOf(number.get())) : Secret();
}

PublicKey publicKeyOf(const Credentials &credentials)
{
    const BigNumber number = derivedPrivateNumber(credentials);
    return number ? publicKeyFor(number.get()) : PublicKey();
}

SigningInstructions sign(const SignableRequest &request, const AsymmetricParams &params)
{
    SigningInstructions instructions;
    instructions.headers = ownHeaders(params.when, params.credentials);
    instructions.headers.append({regionSetHeader, params.regionSet, false});
    const SignableRequest complete = withOwnHeaders(request, instructions.headers);

    const QByteArray scope = asymmetricScope(params.when, params.service);
    instructions.canonicalRequest = canonicalRequest(complete, params.normalizePath, params.doubleEncodePath);
    instructions.stringToSign =
        stringToSignAt(ecdsaAlgorithm, amzDate(params.when), scope, instructions.canonicalRequest);
    instructions.signature = signatureOver(instructions.stringToSign, params.credentials);
    instructions.headers.append(
        authorizationHeader(ecdsaAlgorithm, params.credentials, scope, complete, instructions.signature));
    return instructions;
}

bool verifies(const PublicKey &key, QByteArrayView stringToSign, const QByteArray &signatureHex)
{
    // fromHex() skips what is no digit; one signature must not have two spellings.
    const QByteArray signature = QByteArray::fromHex(signatureHex);
    const Key verifier = keyFrom(key, nullptr);
    const DigestContext context(EVP_MD_CTX_new());
    return verifier && !signature.isEmpty() && signature.toHex() == signatureHex &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, verifier.get()) == 1 &&
           EVP_DigestVerify(context.get(), raw(signature), size_t(signature.size()), raw(stringToSign),
                            size_t(stringToSign.size())) == 1;
}

} // namespace busload::sigv4
