import { expect } from 'chai';
import * as secrets from '../../server/platform/secrets.ts';

describe('secrets', () => {
  before(() => secrets.useSecret('the secret of a site, thirty-two characters'));

  it('spell receipt keys so that nobody mistakes a character', () => {
    for (let turn = 0; turn < 200; turn++)
      expect(secrets.receiptKey()).to.match(
        /^([23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}-){3}[23456789ABCDEFGHJKMNPQRSTVWXYZ]{4}$/,
      );
  });

  it('make a new key each time, and from the same seed the same', () => {
    expect(secrets.receiptKey()).to.not.equal(secrets.receiptKey());
    expect(secrets.receiptKey('seed')).to.equal(secrets.receiptKey('seed'));
    expect(secrets.receiptKey('seed')).to.not.equal(secrets.receiptKey('seee'));
  });

  it('read a key as people type it', () => {
    for (const typed of ['k7qx 2mpa 9vtc hr4d', 'K7QX-2MPA-9VTC-HR4D', ' k7qx2mpa9vtchr4d. '])
      expect(secrets.normaliseKey(typed)).to.equal('K7QX2MPA9VTCHR4D');
  });

  it('derive tokens from purpose and value, and from the secret of the site', () => {
    const token = secrets.derivedToken('invitation', 'a');
    expect(token).to.match(/^[\w-]{43}$/);
    expect(secrets.derivedToken('invitation', 'a')).to.equal(token);
    expect(secrets.derivedToken('invitation', 'b')).to.not.equal(token);
    expect(secrets.derivedToken('receipt', 'a')).to.not.equal(token);
    secrets.useSecret('the secret of another, thirty-two characters');
    expect(secrets.derivedToken('invitation', 'a')).to.not.equal(token);
    secrets.useSecret('the secret of a site, thirty-two characters');
  });

  it('know a derived token from any other', () => {
    const token = secrets.derivedToken('receipt', 'a');
    expect(secrets.isDerivedToken(token, 'receipt', 'a')).to.equal(true);
    for (const wrong of ['', `${token}x`, token.slice(1), secrets.derivedToken('receipt', 'b')])
      expect(secrets.isDerivedToken(wrong, 'receipt', 'a')).to.equal(false);
  });

  it('compare a secret with its hash only', () => {
    const token = secrets.randomToken();
    expect(token).to.match(/^[\w-]{43}$/);
    expect(secrets.sameSecret(secrets.hashSecret(token), token)).to.equal(true);
    expect(secrets.sameSecret(secrets.hashSecret(token), `${token}x`)).to.equal(false);
    expect(secrets.sameSecret(token, token)).to.equal(false);
    expect(secrets.sameSecret('', token)).to.equal(false);
  });
});
