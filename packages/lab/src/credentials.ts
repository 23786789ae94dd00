import { generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import {
  readJsonFile,
  writeFileAtomically,
  writeJsonFile,
} from './jsonFile.ts';

/** Who may talk to the API server by a token that is known before it runs. */
const IDENTITIES = {
  admin: { user: 'lab:admin', groups: ['system:masters'] },
  'kube-controller-manager': {
    user: 'system:kube-controller-manager',
    groups: [],
  },
  'kube-scheduler': { user: 'system:kube-scheduler', groups: [] },
  kwok: { user: 'lab:kwok', groups: ['system:masters'] },
  // The portal acts as a real ServiceAccount and gets that account's rights, nothing more.
  portal: {
    user: 'system:serviceaccount:meshway:meshway',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:meshway'],
  },
} as const;

export type Identity = keyof typeof IDENTITIES;

/** Keys, certificates and tokens of one lab: made once, kept until it is reset. */
export interface Credentials {
  readonly caFile: string;
  /** The certificate authority as PEM. */
  readonly ca: string;
  readonly servingCertificateFile: string;
  readonly servingKeyFile: string;
  readonly serviceAccountKeyFile: string;
  readonly serviceAccountPublicKeyFile: string;
  /** In the form that kube-apiserver's --token-auth-file expects. */
  readonly tokenFile: string;
  readonly tokens: Readonly<Record<Identity, string>>;
}

/** The credentials in `folder`; what is missing is made. */
export async function ensureCredentials(folder: string): Promise<Credentials> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    caFile: join(folder, 'ca.crt'),
    servingCertificateFile: join(folder, 'kube-apiserver.crt'),
    servingKeyFile: join(folder, 'kube-apiserver.key'),
    serviceAccountKeyFile: join(folder, 'service-accounts.key'),
    serviceAccountPublicKeyFile: join(folder, 'service-accounts.pub'),
    tokenFile: join(folder, 'tokens.csv'),
  };
  const done = join(folder, 'tokens.json');
  let tokens = readJsonFile<Record<Identity, string>>(done);
  if (!tokens) {
    await makeCertificates(files);
    makeServiceAccountKeys(files);
    tokens = makeTokens(files.tokenFile);
    // Last, because its presence says that everything else is there.
    writeJsonFile(done, tokens, 0o600);
  }
  return { ...files, ca: readFileSync(files.caFile, 'utf8'), tokens };
}

const ALGORITHM = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;

// Positive, as RFC 5280 wants it: the first byte leaves the sign bit alone.
function newSerial(): string {
  return `01${randomBytes(8).toString('hex')}`;
}

// An authority that signs one certificate and whose key is then forgotten.
async function makeCertificates(files: {
  caFile: string;
  servingCertificateFile: string;
  servingKeyFile: string;
}): Promise<void> {
  const crypto = webcrypto as unknown as Crypto;
  x509.cryptoProvider.set(crypto);
  const newKeys = () =>
    crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const validity = {
    notBefore: new Date(Date.now() - 60 * 60 * 1000),
    notAfter: new Date(Date.now() + 10 * 365 * 24 * 60 * 60 * 1000),
  };
  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Meshway lab',
    serialNumber: newSerial(),
    keys: authorityKeys,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const servingKeys = await newKeys();
  const serving = await x509.X509CertificateGenerator.create({
    subject: 'CN=kube-apiserver',
    issuer: authority.subject,
    serialNumber: newSerial(),
    publicKey: servingKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    ...validity,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: 'kubernetes.default.svc' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(
        authorityKeys.publicKey,
      ),
    ],
  });
  const key = await crypto.subtle.exportKey('pkcs8', servingKeys.privateKey);
  writeFileAtomically(files.caFile, `${authority.toString('pem')}\n`);
  writeFileAtomically(
    files.servingCertificateFile,
    `${serving.toString('pem')}\n`,
  );
  writeFileAtomically(
    files.servingKeyFile,
    `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
    0o600,
  );
}

function makeServiceAccountKeys(files: {
  serviceAccountKeyFile: string;
  serviceAccountPublicKeyFile: string;
}): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileAtomically(files.serviceAccountKeyFile, privateKey, 0o600);
  writeFileAtomically(files.serviceAccountPublicKeyFile, publicKey);
}

function makeTokens(file: string): Record<Identity, string> {
  const tokens = Object.fromEntries(
    Object.keys(IDENTITIES).map(name => [
      name,
      randomBytes(32).toString('base64url'),
    ]),
  ) as Record<Identity, string>;
  // token,user,uid,"group1,group2"
  const lines = Object.entries(IDENTITIES).map(
    ([name, { user, groups }]) =>
      `${tokens[name as Identity]},${user},${name},"${groups.join(',')}"`,
  );
  writeFileAtomically(file, `${lines.join('\n')}\n`, 0o600);
  return tokens;
}
