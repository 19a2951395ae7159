package io.zmdev.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.service.Demo;
import io.zmdev.service.Desktop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioDesktopTest {

    @Test
    void theCommandLineFindsTheDesktop() {
        assertThat(Desktop.find()).containsInstanceOf(StudioDesktop.class);
    }

    @Test
    void everyScreenIsDrawnInLightAndDark(@TempDir Path folder) throws IOException {
        List<Path> files = new StudioDesktop().renderPictures(folder, Demo.play());

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "matrix-light.png",
                        "channels-light.png",
                        "walkthrough-light.png",
                        "apply-light.png",
                        "matrix-dark.png",
                        "channels-dark.png",
                        "walkthrough-dark.png",
                        "apply-dark.png");
        for (Path file : files) {
            BufferedImage picture = ImageIO.read(file.toFile());
            assertThat(picture.getWidth()).isEqualTo(1440);
            assertThat(picture.getHeight()).isEqualTo(900);
            assertThat(colors(picture)).as(file.toString()).isGreaterThan(50);
        }
    }

    private static long colors(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
    }
}
