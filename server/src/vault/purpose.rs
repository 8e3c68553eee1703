//! What keyed hashes are for.

/// What a search hash or a token hash is for; hashes of different purposes never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Passport number and nationality.
    Passport,
    /// Name, birth, sex and nationality.
    Person,
    Email,
    Session,
    /// A traveller's browser.
    Browser,
    /// The code that confirms an e-mail address.
    EmailCode,
    Link,
    /// What an officer sent with one press.
    Press,
    Pass,
    /// The network address of a caller, for telling callers apart in the record.
    Caller,
    /// The library identifier of a device with a wallet.
    WalletDevice,
    /// The serial number of a stay's pass in wallets.
    WalletSerial,
    /// The token with which a wallet comes back for that pass.
    WalletToken,
}
