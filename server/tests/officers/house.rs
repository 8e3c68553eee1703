//! A portal in a folder and database of its own, without pages and without the outside.

use crate::ground::{Engine, Ground};
use crate::moved_clock::MovedClock;
use server::config::{Config, MailTransport, Mode};
use server::rng::Rng;
use server::state::Portal;
use server::vault;
use std::path::PathBuf;
use std::sync::Arc;

pub struct House {
    pub portal: Arc<Portal>,
    pub clock: Arc<MovedClock>,
    ground: Ground,
}

impl House {
    pub async fn open(engine: Engine) -> Self {
        Self::open_in(engine, Mode::Demo).await
    }

    pub async fn open_in(engine: Engine, mode: Mode) -> Self {
        let ground = Ground::open(engine).await;
        let folder = &ground.folder;
        let mut config = Config::defaults(Mode::Demo);
        config.mode = mode;
        config.database.url = ground.url.clone().into();
        config.objects.folder = folder.join("objects");
        config.keys.folder = folder.join("keys");
        config.mail.transport = MailTransport::Memory;
        let clock = Arc::new(MovedClock::default());
        let rng = Arc::new(Rng::system().unwrap());
        // Only a demonstration makes its keys by itself.
        vault::load_or_create(&config.keys.folder, true, &rng).unwrap();
        vault::load_signing_key(&config.keys.folder, true, &rng).unwrap();
        let portal = Portal::assemble_with(config, clock.clone(), rng)
            .await
            .unwrap();
        portal.store.migrate().await.unwrap();
        Self {
            portal,
            clock,
            ground,
        }
    }

    /// The file of a photo.
    pub fn object(&self, photo: &str) -> PathBuf {
        let folder = self.ground.folder.join("objects/photos");
        folder.join(&photo[..2]).join(photo)
    }

    pub async fn close(self) {
        self.portal.store.close().await;
        self.ground.close().await;
    }
}
