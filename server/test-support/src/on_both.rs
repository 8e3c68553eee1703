//! Running a test on both engines.

/// Runs tests on both engines, each on a portal of its own. In brackets stands what the portal has
/// beside its services: methods of [`TestPortalBuilder`](crate::portal::TestPortalBuilder).
///
/// ```text
/// on_both!([with_pages, with_sandbox] applies_and_pays, is_granted; [in_production] signs_in);
///
/// async fn applies_and_pays(test: &TestPortal) { … }
/// ```
#[macro_export]
macro_rules! on_both {
    ($($parts:tt $($test:ident),+ $(,)?);+) => {
        mod on_sqlite {
            $($(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let _watch = $crate::Watch::over(concat!(module_path!(), "::", stringify!($test)));
                let test = $crate::opened!(sqlite $parts);
                super::$test(&test).await;
            })+)+
        }
        mod on_postgres {
            $($(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                let _watch = $crate::Watch::over(concat!(module_path!(), "::", stringify!($test)));
                let test = $crate::opened!(postgres $parts);
                super::$test(&test).await;
            })+)+
        }
    };
}

/// The portal of one test of [`on_both!`].
#[doc(hidden)]
#[macro_export]
macro_rules! opened {
    ($engine:ident [$($part:ident),*]) => {
        $crate::TestPortal::$engine()$(.$part())*.open().await
    };
}
